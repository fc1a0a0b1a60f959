import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The whole output of a run on disk. Writing answers whether the writer may go on at once; a failing disk is told at the end. */
export class LogFile {
  readonly #stream: WriteStream;
  #bytes = 0;
  #failure: Error | undefined;

  private constructor(stream: WriteStream) {
    this.#stream = stream;
    stream.on('error', error => {
      this.#failure ??= error;
    });
  }

  static async open(path: string): Promise<LogFile> {
    await mkdir(dirname(path), { recursive: true });
    return new LogFile(createWriteStream(path));
  }

  /** Bytes taken so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What went wrong on the disk, if anything did. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Takes output; false asks the caller to wait for `drained`. */
  write(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    return this.#failure !== undefined || this.#stream.write(chunk);
  }

  /** Resolves when there is room again, also when the disk has failed. */
  drained(): Promise<void> {
    if (!this.#stream.writableNeedDrain) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        this.#stream.off('drain', done).off('close', done);
        resolve();
      };
      this.#stream.on('drain', done).on('close', done);
    });
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      if (this.#stream.closed) return resolve();
      this.#stream.once('close', () => resolve());
      this.#stream.end();
    });
  }
}
