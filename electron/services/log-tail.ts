import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { LogLines } from '../../contract/call.ts';
import { LineSplitter } from '../../worker-images/worker/line-splitter.ts';

export interface LogTailOptions {
  readonly path: string;
  /** Position to go on from; undefined begins near the end. */
  readonly after: number | undefined;
  /** Whether whoever writes is done; asked before the last look, so that nothing is missed. */
  readonly isEnded: () => boolean;
}

const lookEvery = 200;
// What a person can take in at once; a text that grows faster is shown from its end.
const mostBytes = 256 * 1024;
const firstBytes = 64 * 1024;

/** Follows a text file as it grows, whole lines at a time; a file that is not there yet is an empty one. */
export async function* watchLog(options: LogTailOptions, signal: AbortSignal): AsyncGenerator<LogLines> {
  const reader = new LogReader(options.path, options.after);
  try {
    for (let first = true; !signal.aborted; first = false) {
      const ended = options.isEnded();
      const found = await reader.read(ended);
      if (first || found.lines.length > 0 || ended) yield { ...found, ended };
      if (ended) return;
      await setTimeout(lookEvery, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await reader.close();
  }
}

class LogReader {
  readonly #path: string;
  #file: FileHandle | undefined;
  #position: number | undefined;

  constructor(path: string, position: number | undefined) {
    this.#path = path;
    this.#position = position;
  }

  /** The lines since the last reading; a last line without an end is only taken when nothing will follow. */
  async read(ended: boolean): Promise<Omit<LogLines, 'ended'>> {
    this.#file ??= await open(this.#path).catch(ignoreMissing);
    const size = this.#file ? (await this.#file.stat()).size : 0;
    const wanted = this.#position ?? Math.max(0, size - firstBytes);
    const start = Math.max(Math.min(wanted, size), size - mostBytes);
    const bytes = await this.#readFrom(start, size);
    // A reading that does not begin where the last one ended may begin in the middle of a line.
    const cutsLine = start > (this.#position ?? 0);
    const begin = cutsLine ? bytes.indexOf(10) + 1 : 0;
    const end = Math.max(begin, ended ? bytes.length : bytes.lastIndexOf(10) + 1);
    const missed = start + begin - (this.#position ?? 0);
    this.#position = start + end;
    return { lines: toLines(bytes.subarray(begin, end)), next: this.#position, missed: Math.max(0, missed) };
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  async #readFrom(start: number, size: number): Promise<Buffer> {
    if (!this.#file || size <= start) return Buffer.alloc(0);
    const buffer = Buffer.alloc(size - start);
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, start);
    return buffer.subarray(0, bytesRead);
  }
}

function toLines(bytes: Buffer): string[] {
  const splitter = new LineSplitter();
  return [...splitter.push(bytes), ...splitter.end()];
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
