import { readdir, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Adds up the files below a folder; one that is not there holds nothing. */
export async function measureFolder(folder: string): Promise<number> {
  const entries = (await readdir(folder, { withFileTypes: true, recursive: true }).catch(ignoreMissing)) ?? [];
  let bytes = 0;
  for (const entry of entries) {
    if (entry.isFile()) bytes += await measureFile(join(entry.parentPath, entry.name));
  }
  return bytes;
}

/** The size of a file; one that is not there has none. */
export async function measureFile(path: string): Promise<number> {
  return (await stat(path).catch(ignoreMissing))?.size ?? 0;
}

/** Removes a folder and answers with the bytes that came free. */
export async function removeFolder(folder: string): Promise<number> {
  const bytes = await measureFolder(folder);
  await rm(folder, { recursive: true, force: true });
  return bytes;
}

/** Removes files that are still as they were written; what somebody changed since is theirs and stays. Answers with the bytes that came free. */
export async function removeFiles(
  folder: string,
  files: ReadonlyArray<{ path: string; size: number; modifiedAt: number }>,
): Promise<number> {
  let freed = 0;
  for (const { path, size, modifiedAt } of files) {
    const absolute = join(folder, path);
    const found = await stat(absolute).catch(ignoreMissing);
    if (!found || found.size !== size || Math.abs(found.mtimeMs - modifiedAt) > 2000) continue;
    await unlink(absolute);
    freed += size;
  }
  return freed;
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
