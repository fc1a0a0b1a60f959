import { copyFile, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { RunFile } from '../../contract/runs.ts';
import { ignoreMissing } from './ignore-missing.ts';
import type { OutputFile } from './simulation.ts';
import { toStorageFailure } from './storage-failure.ts';

/**
 * Moves a run's files to the same relative places under `destination`, each under a temporary name first and renamed when whole, so that nobody ever
 * sees half a file. Files of an earlier attempt are replaced. Fails with `disk.full` or `file.not-writable`.
 */
export async function deliverResults(
  files: readonly OutputFile[],
  destination: string,
  signal: AbortSignal,
): Promise<RunFile[]> {
  const delivered: RunFile[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const target = join(destination, file.path);
    await deliverInsistently(file, target).catch(error => {
      throw toStorageFailure(error, target);
    });
    delivered.push({ path: file.path, size: file.size, modifiedAt: file.modifiedAt });
  }
  return delivered;
}

const mostTries = 20;

// Somebody may be removing the folder at this very moment; the file itself is still where the simulation wrote it.
async function deliverInsistently(file: OutputFile, target: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await deliver(file, target);
    } catch (error) {
      const isFolderGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isFolderGone || tries === mostTries || !(await stat(file.absolute).catch(ignoreMissing))) throw error;
    }
  }
}

async function deliver(file: OutputFile, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  if (await isSameDevice(file.absolute, dirname(target))) return rename(file.absolute, target);
  const partial = join(dirname(target), `.${basename(target)}.partial`);
  try {
    await copyFile(file.absolute, partial);
    await utimes(partial, file.modifiedAt / 1000, file.modifiedAt / 1000);
    await flush(partial);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await rm(file.absolute, { force: true });
}

async function isSameDevice(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)]);
  return first.dev === second.dev;
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}
