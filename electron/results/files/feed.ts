import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';

/** Takes the lines of a chunk and answers how far it came; the rest is given again with what follows. See `TextReader.take`. */
export interface LineTaker {
  take(bytes: Uint8Array, from: number, to: number, base: number): number;
  finish(bytes: Uint8Array, from: number, to: number, base: number): void;
}

/** A file as it was when it was read: identity, and whether it ended in the middle of a line. */
interface FileState {
  readonly size: number;
  /** Milliseconds since 1970, with fractions. */
  readonly modified: number;
}

const chunkSize = 1 << 20;
const longestLine = 64 << 20;
const newline = 10;

// One buffer is enough for a thread: files are read one after the other, and only large ones pause in between.
let spare: Uint8Array<ArrayBuffer> | undefined;

function fileState(path: string, file: number): FileState {
  const stats = fstatSync(file);
  if (!stats.isFile()) throw new Failure('file.not-readable', { path, problem: 'not a file' });
  return { size: stats.size, modified: stats.mtimeMs };
}

const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1');

// Whether a file that begins so is a database; the extensions of result files do not tell.
function isSqlite(start: Uint8Array): boolean {
  return sqliteMagic.every((byte, index) => start[index] === byte);
}

/** What reading came to. */
export interface Feeding extends FileState {
  readonly format: 'text' | 'sqlite';
  /** The last line ended with a line break. */
  readonly complete: boolean;
}

/**
 * Reads a file chunk by chunk and gives its whole lines to `taker`, as far as the file reached when it was opened. Files of more than a chunk let others in between
 * their chunks. Of a database nothing is given.
 */
export async function feedLines(path: string, taker: LineTaker, signal: AbortSignal): Promise<Feeding> {
  const file = openForReading(path);
  let buffer = spare ?? new Uint8Array(chunkSize + 1);
  spare = undefined;
  try {
    const state = fileState(path, file);
    let base = 0;
    let kept = 0;
    while (base + kept < state.size) {
      if (kept > buffer.length / 2) buffer = larger(path, buffer, kept);
      const wanted = Math.min(buffer.length - 1 - kept, state.size - base - kept);
      const read = readSync(file, buffer, kept, wanted, base + kept);
      if (read === 0) break;
      if (base + kept === 0 && read >= 16 && isSqlite(buffer)) return { ...state, format: 'sqlite', complete: true };
      const end = kept + read;
      if (base + end >= state.size) {
        kept = end;
        break;
      }
      const lines = buffer.lastIndexOf(newline, end - 1) + 1;
      const taken = lines === 0 ? 0 : taker.take(buffer, 0, lines, base);
      buffer.copyWithin(0, taken, end);
      base += taken;
      kept = end - taken;
      signal.throwIfAborted();
      await nextTurn();
    }
    const complete = kept === 0 || buffer[kept - 1] === newline;
    buffer[kept] = newline;
    taker.finish(buffer, 0, kept, base);
    return { ...state, format: 'text', complete };
  } finally {
    closeSync(file);
    if (buffer.length === chunkSize + 1) spare = buffer;
  }
}

function larger(path: string, buffer: Uint8Array, kept: number): Uint8Array<ArrayBuffer> {
  if (buffer.length >= longestLine)
    throw new Failure('results.unreadable', { path, problem: 'a line of more than 64 MiB' });
  const grown = new Uint8Array(buffer.length * 2);
  grown.set(buffer.subarray(0, kept));
  return grown;
}

/** Opens a file; fails with `file.not-found` or `file.not-readable`. */
export function openForReading(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Failure('file.not-found', { path }, error);
    throw new Failure('file.not-readable', { path, problem: code ?? String(error) }, error);
  }
}
