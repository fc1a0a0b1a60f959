import { constants, copyFile, lstat, mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { FileWork } from '../../contract/results.ts';
import { toWriteFailure } from './export/output.ts';

/**
 * Copies files with their relative paths and times: an index is only good for a vector file of the very same time. A file that is there already with the same
 * size and time is left alone; another one of that name fails with `file.exists`.
 */
export async function* copyFiles(
  folder: string,
  paths: readonly string[],
  destination: string,
  signal: AbortSignal,
): AsyncGenerator<FileWork> {
  const files = await measure(folder, paths);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let bytes = 0;
  for (const file of files) {
    signal.throwIfAborted();
    yield {
      phase: 'working',
      progress: { stage: file.path, ...(total > 0 ? { fraction: bytes / total } : {}) },
      bytes,
    };
    await copyOne(join(folder, file.path), join(destination, file.path));
    bytes += file.size;
  }
  yield { phase: 'done', path: destination, files: files.length, bytes };
}

async function measure(folder: string, paths: readonly string[]) {
  const files = [];
  for (const path of paths) {
    const absolute = resolve(folder, path);
    if (!isBelow(folder, absolute))
      throw new Failure('request.invalid', { problem: `paths: ${path} is not in ${folder}` });
    const { size } = await stat(absolute).catch(error => {
      throw new Failure('file.not-found', { path: absolute }, error);
    });
    files.push({ path: relative(folder, absolute), size });
  }
  return files;
}

// Whether a path is in a folder, and not the folder itself.
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === resolve(path);
}

async function copyOne(from: string, to: string): Promise<void> {
  const original = await stat(from);
  const present = await lstat(to).catch(() => undefined);
  if (present) {
    if (present.size === original.size && Math.abs(present.mtimeMs - original.mtimeMs) < 1) return;
    throw new Failure('file.exists', { path: to });
  }
  const partial = `${to}.partial-${process.pid}`;
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, partial, constants.COPYFILE_FICLONE);
    await utimes(partial, original.atimeMs / 1000, original.mtimeMs / 1000);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw toWriteFailure(error, to);
  }
}
