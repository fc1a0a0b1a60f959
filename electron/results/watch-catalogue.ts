import { isDeepStrictEqual } from 'node:util';
import type { CatalogueProgress, SourceState } from './source-state.ts';

/** At most ten answers a second. */
const pace = 100;

/**
 * Follows a source's catalogue, and keeps it fresh while somebody looks. `again` is how often (milliseconds) files are looked for that nobody tells of; undefined
 * when all are told of. That it is ready is told at once.
 */
export async function* watchCatalogue(
  state: SourceState,
  again: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<CatalogueProgress> {
  const watcher = new CatalogueWatcher(state, signal);
  const timer = again === undefined ? undefined : setInterval(() => watcher.look(), again).unref();
  try {
    watcher.look();
    while (!signal.aborted) {
      const news = watcher.news();
      if (news) yield news;
      await watcher.wait(news ? pace : undefined);
    }
  } finally {
    clearInterval(timer);
    watcher.close();
  }
}

class CatalogueWatcher {
  readonly #state: SourceState;
  readonly #signal: AbortSignal;
  readonly #stop: () => void;
  readonly #call = () => this.#wake?.();
  #wake: (() => void) | undefined;
  #told: CatalogueProgress | undefined;
  #looked = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(state: SourceState, signal: AbortSignal) {
    this.#state = state;
    this.#signal = signal;
    this.#stop = state.listen(this.#call);
    signal.addEventListener('abort', this.#call);
  }

  /** Looks at the files; what comes of it is told by `news`. */
  look(): void {
    const done = () => {
      this.#looked = true;
    };
    const failed = (error: unknown) => {
      this.#failure = { error };
    };
    void this.#state.lookAgain().then(done, failed).finally(this.#call);
  }

  // What was ready before we came may have changed since: not before it was looked at once is it ready again.
  get #now(): CatalogueProgress {
    return { ...this.#state.progress, ready: this.#state.progress.ready && this.#looked };
  }

  /** What has not been told yet; fails when looking did, unless that was because all ends. */
  news(): CatalogueProgress | undefined {
    if (this.#failure && !this.#signal.aborted) throw this.#failure.error;
    const now = this.#now;
    if (isDeepStrictEqual(now, this.#told)) return undefined;
    this.#told = now;
    return now;
  }

  /** Waits until there may be news; after news for some milliseconds more, unless they are what everybody waits for. */
  async wait(pause: number | undefined): Promise<void> {
    const due = performance.now() + (pause ?? 0);
    do {
      await this.#sleep(pause === undefined ? undefined : Math.max(due - performance.now(), 0));
    } while (!this.#signal.aborted && !this.#failure && performance.now() < due && !this.#becameReady());
  }

  #becameReady(): boolean {
    return this.#now.ready && this.#told?.ready !== true;
  }

  #sleep(milliseconds: number | undefined): Promise<void> {
    return new Promise(resolve => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#signal.aborted) this.#wake();
    });
  }

  close(): void {
    this.#stop();
    this.#signal.removeEventListener('abort', this.#call);
    this.#wake?.();
  }
}
