import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FoundFile, holdsResults, lookAt, walkFiles } from '../files/list-files.ts';
import type { Catalogue } from './catalogue.ts';
import { fromBlob, removeFile, removeUnused, toBlob } from './writer.ts';

/** What lies between the files of a source and the catalogue. */
export interface Plan {
  /** Files that are new or that changed, with their sizes: to be read. */
  readonly changed: ReadonlyArray<{ readonly path: string; readonly size: number }>;
  /** Result files of the source. */
  readonly files: number;
  /** Of the catalogue that was compared. */
  readonly epoch: string;
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
  const isGone = (path: string) => !present.has(path) && (!asked || asked.has(path)) && !lookAt(catalogue.folder, path);
  const gone = all.filter(isGone);
  if (gone.length > 0) forget(catalogue, gone);
  return { changed: changed.map(({ path, size }) => ({ path, size })), files: present.size, epoch: catalogue.epoch() };
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

/** Remembers which files a source consists of; files that are not in the catalogue are left out. */
export function rememberSource(catalogue: Catalogue, { key, paths }: SourceFiles): void {
  storeSource(catalogue, key, idsOf(catalogue, paths ?? []));
}

/** Adds files to a source. */
export function extendSource(catalogue: Catalogue, key: string, paths: readonly string[]): void {
  storeSource(catalogue, key, [...filesOfSource(catalogue, key), ...idsOf(catalogue, paths)]);
}

/** The ids of a source's files. */
export function filesOfSource(catalogue: Catalogue, key: string): Int32Array {
  const files = catalogue.statement('SELECT files FROM source WHERE key = ?').get(key)?.files;
  return files instanceof Uint8Array ? fromBlob(files) : new Int32Array(0);
}

function idsOf(catalogue: Catalogue, paths: readonly string[]): number[] {
  const select = catalogue.statement('SELECT id FROM file WHERE path = ?');
  return paths.flatMap(path => select.get(path)?.id ?? []).map(Number);
}

function storeSource(catalogue: Catalogue, key: string, ids: readonly number[]): void {
  const files = toBlob(Int32Array.from(new Set(ids)).sort());
  if (Buffer.compare(files, toBlob(filesOfSource(catalogue, key))) === 0 && files.length > 0) return;
  catalogue.transaction(() =>
    catalogue
      .statement('INSERT INTO source VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET files = excluded.files')
      .run(key, files),
  );
}

/** How much of a source is in the catalogue. */
export interface SourceTotals {
  readonly files: number;
  readonly items: number;
  readonly problems: number;
}

/** Adds up a source. */
export function totalsOfSource(catalogue: Catalogue, { key, paths }: SourceFiles): SourceTotals {
  const rows = 'SELECT id, items, problem FROM file WHERE complete = 1';
  const ids = paths && new Set(filesOfSource(catalogue, key));
  const totals = { files: 0, items: 0, problems: 0 };
  for (const { id, items, problem } of catalogue.statement(rows).iterate()) {
    if (ids && !ids.has(Number(id))) continue;
    totals.files++;
    totals.items += Number(items);
    if (problem !== null) totals.problems++;
  }
  return totals;
}
