import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FoundFile, holdsResults, lookAt, walkFiles } from '../files/list-files.ts';
import type { Catalogue } from './catalogue.ts';
import { removeFile, removeUnused, toBlob } from './writer.ts';

/** What lies between the files of a source and the catalogue. */
export interface Plan {
  /** Files that are new or that changed, with their sizes: to be read. */
  readonly changed: ReadonlyArray<{ readonly path: string; readonly size: number }>;
  /** Result files of the source. */
  readonly files: number;
}

/** A set of files: all below the folder, or those whose paths are known. */
export interface SourceFiles {
  /** Names the source within its folder's catalogue. */
  readonly key: string;
  readonly paths: readonly string[] | undefined;
}

/** Compares the files of a source with the catalogue, and forgets those that are gone. */
export async function planReading(catalogue: Catalogue, source: SourceFiles, signal: AbortSignal): Promise<Plan> {
  const changed: FoundFile[] = [];
  const present = new Set<string>();
  const known = catalogue.statement('SELECT size, modified, complete FROM file WHERE path = ?');
  for await (const file of findFiles(catalogue.folder, source.paths, signal)) {
    present.add(file.path);
    const row = known.get(file.path);
    if (row?.size !== file.size || row?.modified !== file.modified || row?.complete !== 1) changed.push(file);
  }
  const asked = source.paths && new Set(source.paths);
  const all = catalogue
    .statement('SELECT path FROM file')
    .all()
    .map(row => String(row.path));
  const gone = all.filter(path => !present.has(path) && (!asked || asked.has(path)));
  if (gone.length > 0) forget(catalogue, gone);
  return { changed: changed.map(({ path, size }) => ({ path, size })), files: present.size };
}

async function* findFiles(folder: string, paths: readonly string[] | undefined, signal: AbortSignal) {
  let count = 0;
  for await (const path of paths ?? walkFiles(folder, signal)) {
    if (!holdsResults(path)) continue;
    const file = lookAt(folder, path);
    if (file) yield file;
    if (++count % 500 === 0) {
      signal.throwIfAborted();
      await nextTurn();
    }
  }
}

function forget(catalogue: Catalogue, paths: readonly string[]): void {
  catalogue.transaction(() => {
    for (const path of paths) removeFile(catalogue, path);
    removeUnused(catalogue);
  });
}

/** Remembers which files a source consists of, once they are in the catalogue; files that are not are left out. */
export function rememberSource(catalogue: Catalogue, { key, paths }: SourceFiles): void {
  const select = catalogue.statement('SELECT id FROM file WHERE path = ?');
  const ids = (paths ?? []).flatMap(path => select.get(path)?.id ?? []).map(Number);
  const files = toBlob(Int32Array.from(ids.sort((a, b) => a - b)));
  const before = catalogue.statement('SELECT files FROM source WHERE key = ?').get(key)?.files;
  if (before instanceof Uint8Array && Buffer.compare(before, files) === 0) return;
  catalogue.transaction(() =>
    catalogue
      .statement('INSERT INTO source VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET files = excluded.files')
      .run(key, files),
  );
}
