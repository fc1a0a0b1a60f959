import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where NED files are looked for, and which packages are left out, as INET's own launcher reads it. */
export interface NedPath {
  /** Relative to the root. */
  readonly folders: readonly string[];
  readonly excludedPackages: readonly string[];
}

/** Reads `.nedfolders` and `.nedexclusions` of a project root; without them the root itself is the only folder. */
export function readNedPath(root: string): NedPath {
  const folders = readLines(join(root, '.nedfolders')).filter(line => !line.startsWith('-'));
  return {
    folders: folders.length > 0 ? folders : ['.'],
    excludedPackages: readLines(join(root, '.nedexclusions')),
  };
}

function readLines(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
}

/** The value of `-n` with folders made absolute, separated as the simulation wants it. */
export function toNedPathArgument(root: string, path: NedPath): string {
  return path.folders.map(folder => (folder === '.' ? root : join(root, folder))).join(';');
}
