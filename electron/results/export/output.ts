import { closeSync, existsSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';

const bufferSize = 1 << 18;
/** Milliseconds of work before others get their turn. */
const patience = 8;

/** A file being written: under another name until all of it is there. */
export class Output {
  readonly path: string;
  readonly #partial: string;
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(bufferSize);
  readonly #onProgress: (bytes: number) => void;
  readonly #signal: AbortSignal;
  #used = 0;
  #written = 0;
  #turn = performance.now();

  constructor(path: string, overwrite: boolean, onProgress: (bytes: number) => void, signal: AbortSignal) {
    this.path = path;
    this.#partial = `${path}.partial-${process.pid}`;
    this.#onProgress = onProgress;
    this.#signal = signal;
    if (!overwrite && existsSync(path)) throw new Failure('file.exists', { path });
    try {
      this.#file = openSync(this.#partial, 'w');
    } catch (error) {
      throw toWriteFailure(error, path);
    }
  }

  get bytes(): number {
    return this.#written + this.#used;
  }

  text(text: string): void {
    const most = text.length * 3;
    if (this.#used + most > bufferSize) this.#flush();
    if (most > bufferSize) this.#write(Buffer.from(text));
    else this.#used += this.#buffer.write(text, this.#used);
  }

  bytesOf(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#used + length > bufferSize) this.#flush();
    // Texts of numbers are short: copying them by hand is quicker than asking for it.
    for (let at = start; at < end; at++) this.#buffer[this.#used++] = bytes[at]!;
  }

  /** To be awaited now and then: lets others work, and ends when nobody wants the file any more. */
  async pause(): Promise<void> {
    if (performance.now() - this.#turn < patience) return;
    this.#signal.throwIfAborted();
    this.#onProgress(this.bytes);
    await nextTurn();
    this.#turn = performance.now();
  }

  /** All of it is there: now it gets its name. */
  finish(): void {
    this.#flush();
    closeSync(this.#file);
    try {
      renameSync(this.#partial, this.path);
    } catch (error) {
      throw toWriteFailure(error, this.path);
    }
  }

  /** Leaves nothing behind. */
  discard(): void {
    closeSync(this.#file);
    rmSync(this.#partial, { force: true });
  }

  #flush(): void {
    this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #write(bytes: Buffer): void {
    try {
      for (let from = 0; from < bytes.length; ) from += writeSync(this.#file, bytes, from);
      this.#written += bytes.length;
    } catch (error) {
      throw toWriteFailure(error, this.path);
    }
  }
}

/** Tells why a file could not be written, in a code. */
export function toWriteFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return new Failure('file.not-writable', { path, problem: code }, error);
  return new Failure('disk.full', { path, ...availableAt(path) }, error);
}

function availableAt(path: string): { availableBytes?: number } {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return { availableBytes: bavail * bsize };
  } catch {
    // How much is left would have been good to know; that the disk is full is told anyway.
    return {};
  }
}
