import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A file below a folder; `path` has slashes on every system. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970, with fractions. */
  readonly modified: number;
}

/** Folders in which nobody keeps results. */
const skipped = new Set(['node_modules', '.git', '.svn', '.hg']);
/** More files than this are not looked at. */
const mostFiles = 200_000;
const pauseEvery = 500;

/**
 * Finds the files below a folder, as far as they can be seen, in order of their paths. Folders that are links are not followed, and what cannot be read is passed
 * over: it may be a folder of somebody else in between.
 */
export async function* walkFiles(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  const waiting = [''];
  let count = 0;
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    const folders: string[] = [];
    for (const entry of entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) folders.push(path);
      if (entry.isDirectory() || !(entry.isFile() || entry.isSymbolicLink())) continue;
      if (++count > mostFiles) return;
      yield path;
      if (count % pauseEvery === 0) {
        signal.throwIfAborted();
        await nextTurn();
      }
    }
    waiting.push(...folders.reverse());
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EPERM') return [];
    throw error;
  }
}

/** Looks at one file; undefined when it is not there, or no file. */
export function lookAt(folder: string, path: string): FoundFile | undefined {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  return stats?.isFile() ? { path, size: stats.size, modified: stats.mtimeMs } : undefined;
}

/** What a file is by its name. */
export function kindOf(path: string): 'scalars' | 'vectors' | 'index' | 'log' | 'other' {
  if (path.endsWith('.sca')) return 'scalars';
  if (path.endsWith('.vec')) return 'vectors';
  if (path.endsWith('.vci')) return 'index';
  return /\.(out|log|elog|err)$/.test(path) ? 'log' : 'other';
}

/** Whether a file's content belongs into the catalogue. */
export function holdsResults(path: string): boolean {
  return path.endsWith('.sca') || path.endsWith('.vec');
}
