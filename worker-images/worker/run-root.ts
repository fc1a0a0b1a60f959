import { type Dirent, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing } from './ignore-missing.ts';
import type { OutputFile } from './simulation.ts';

/**
 * A slot's private view of a prepared tree: real folders along the path to the working directory, symbolic links for all else.
 * What a run writes there is its own, while it sees the tree as a local run would (see docs/decisions/0003).
 */
export interface RunRoot {
  readonly folder: string;
  /** Absolute: where the simulation starts. */
  readonly workingDirectory: string;
}

// A local run would write here; it must be a real folder although the tree may hold one already.
const alwaysReal = 'results';

/**
 * Makes the run root of a slot anew; whatever an earlier run left in it is gone. At once rather than bit by bit: these are some dozen short calls, and each would
 * cost more to wait for than to make.
 */
export function makeRunRoot(preparedTree: string, workingDirectory: string, slotFolder: string): RunRoot {
  const folder = join(slotFolder, 'root');
  rmSync(folder, { recursive: true, force: true });
  const steps = workingDirectory.split('/').filter(step => step !== '' && step !== '.');
  let source = preparedTree;
  let target = folder;
  mkdirSync(target, { recursive: true });
  for (const step of steps) {
    linkEntries(source, target, step);
    source = join(source, step);
    target = join(target, step);
    mkdirSync(target);
  }
  linkEntries(source, target, alwaysReal);
  return { folder, workingDirectory: target };
}

/** Removes what a run left in its slot. */
export async function removeRunRoot(slotFolder: string): Promise<void> {
  await rm(join(slotFolder, 'root'), { recursive: true, force: true });
}

function linkEntries(source: string, target: string, except: string): void {
  for (const name of readdirSync(source)) if (name !== except) symlinkSync(join(source, name), join(target, name));
}

/** Lists the regular files that now are in real folders of the run root: the run's own. */
export async function listOutputFiles(root: RunRoot): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  for await (const path of walk(root.folder, '')) {
    const absolute = join(root.folder, path);
    const { size, mtimeMs } = await stat(absolute);
    files.push({ path, absolute, size, modifiedAt: Math.round(mtimeMs) });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Adds up what the run has written so far; entries that vanish under way count as nothing. */
export async function measureOutput(root: RunRoot): Promise<number> {
  let bytes = 0;
  for await (const path of walk(root.folder, '')) {
    const found = await stat(join(root.folder, path)).catch(ignoreMissing);
    bytes += found?.size ?? 0;
  }
  return bytes;
}

async function* walk(base: string, relative: string): AsyncGenerator<string> {
  const entries: Dirent[] = (await readdir(join(base, relative), { withFileTypes: true }).catch(ignoreMissing)) ?? [];
  for (const entry of entries) {
    const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(base, path);
    else if (entry.isFile()) yield path;
  }
}
