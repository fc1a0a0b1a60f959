import { type Dirent, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
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

/** A run root that is there, and what belongs in each of its real folders; the run's own folders are not among them. */
interface MadeRoot extends RunRoot {
  readonly preparedTree: string;
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
}

const made = new Map<string, MadeRoot>();

/**
 * Makes the run root of a slot, or cleans the one that the last run of the same place left. At once rather than bit by bit: these are some dozen short calls, and
 * each would cost more to wait for than to make.
 */
export function makeRunRoot(preparedTree: string, workingDirectory: string, slotFolder: string): RunRoot {
  const steps = workingDirectory.split('/').filter(step => step !== '' && step !== '.');
  const folder = join(slotFolder, 'root');
  const target = join(folder, ...steps);
  const before = made.get(slotFolder);
  if (before?.preparedTree === preparedTree && before.workingDirectory === target && clean(before)) return before;
  made.delete(slotFolder);
  rmSync(folder, { recursive: true, force: true });
  const root = { folder, workingDirectory: target, preparedTree, links: linkTree(preparedTree, folder, steps) };
  made.set(slotFolder, root);
  return root;
}

function linkTree(preparedTree: string, folder: string, steps: readonly string[]): Map<string, ReadonlySet<string>> {
  const links = new Map<string, ReadonlySet<string>>();
  let source = preparedTree;
  let target = folder;
  mkdirSync(target, { recursive: true });
  for (const step of steps) {
    links.set(target, new Set([...linkEntries(source, target, step), step]));
    source = join(source, step);
    target = join(target, step);
    mkdirSync(target);
  }
  return links.set(target, new Set(linkEntries(source, target, alwaysReal)));
}

/** Removes from a root what does not belong there; false when something that does is missing or was replaced. */
function clean({ links }: MadeRoot): boolean {
  for (const [folder, belonging] of links) {
    let found = 0;
    for (const entry of listNow(folder)) {
      const isRealStep = links.has(join(folder, entry.name));
      if (belonging.has(entry.name) && (entry.isSymbolicLink() || isRealStep)) found++;
      else rmSync(join(folder, entry.name), { recursive: true, force: true });
    }
    if (found !== belonging.size) return false;
  }
  return true;
}

/** Removes what a run left in its slot. */
export function removeRunRoot(slotFolder: string): void {
  const root = made.get(slotFolder);
  if (root && clean(root)) return;
  made.delete(slotFolder);
  rmSync(join(slotFolder, 'root'), { recursive: true, force: true });
}

function listNow(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return ignoreMissing(error as NodeJS.ErrnoException) ?? [];
  }
}

function linkEntries(source: string, target: string, except: string): string[] {
  const names = readdirSync(source).filter(name => name !== except);
  for (const name of names) symlinkSync(join(source, name), join(target, name));
  return names;
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
