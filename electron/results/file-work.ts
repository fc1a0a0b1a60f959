import type { FileWork } from '../../contract/results.ts';

/** At most ten answers a second. */
const pace = 100;

/** Tells of the writing of one file, of which nobody knows beforehand how large it will be. Whoever leaves ends the writing. */
export async function* workOnFile(
  path: string,
  write: (report: (bytes: number) => void, signal: AbortSignal) => Promise<number>,
  signal: AbortSignal,
): AsyncGenerator<FileWork> {
  const leaving = new AbortController();
  let bytes = 0;
  let finished = false;
  const report = (now: number) => {
    bytes = now;
  };
  const work = write(report, AbortSignal.any([signal, leaving.signal])).finally(() => {
    finished = true;
  });
  // It is awaited below, unless the reader leaves before; then it is nobody's business how it ended.
  const settled = work.catch(() => undefined);
  try {
    while (!finished) {
      yield { phase: 'working', progress: { stage: 'write' }, bytes };
      await Promise.race([settled, new Promise(resolve => setTimeout(resolve, pace).unref())]);
    }
    yield { phase: 'done', path, files: 1, bytes: await work };
  } finally {
    leaving.abort();
  }
}
