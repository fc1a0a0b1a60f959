import { isDeepStrictEqual } from 'node:util';
import type { CatalogueProgress, SourceState } from './source-state.ts';

/** At most ten answers a second. */
const pace = 100;

/** Follows a source's catalogue: keeps it fresh while somebody looks. `again` is how often (milliseconds) files are looked for that nobody tells of; undefined when all are told. */
export async function* watchCatalogue(
  state: SourceState,
  again: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<CatalogueProgress> {
  let wake: (() => void) | undefined;
  let told: CatalogueProgress | undefined;
  let failure: { error: unknown } | undefined;
  let looked = false;
  const call = () => wake?.();
  const look = () =>
    state
      .lookAgain()
      .then(
        () => {
          looked = true;
        },
        error => {
          failure = { error };
        },
      )
      .finally(call);
  const stop = state.listen(call);
  const timer = again === undefined ? undefined : setInterval(look, again).unref();
  signal.addEventListener('abort', call);
  try {
    void look();
    while (!signal.aborted) {
      if (failure) throw failure.error;
      // What was ready before we came may have changed since: not before it was looked at once is it ready again.
      const now = { ...state.progress, ready: state.progress.ready && looked };
      if (!isDeepStrictEqual(now, told)) {
        told = now;
        yield told;
        await pause(pace, signal);
        continue;
      }
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  } finally {
    stop();
    clearInterval(timer);
    signal.removeEventListener('abort', call);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
