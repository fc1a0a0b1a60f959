import type { ResultFile } from '../../../contract/results.ts';

/** Which files are shown; an empty part lets everything through. */
export interface FileQuery {
  readonly text: string;
  readonly kind: string;
  /** Relative, as in the files' paths. */
  readonly folder: string;
}

/** A folder with everything below it. */
export interface Folder {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly files: number;
  readonly size: number;
}

/** The folders of files, each after the one it lies in, with the sums of what is in and below them. */
export function toFolders(files: readonly ResultFile[]): Folder[] {
  const folders = new Map<string, { files: number; size: number }>();
  for (const { path, size } of files)
    for (const folder of foldersOf(path)) {
      const sums = folders.get(folder) ?? { files: 0, size: 0 };
      folders.set(folder, { files: sums.files + 1, size: sums.size + size });
    }
  return [...folders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sums]) => ({
      path,
      name: path === '' ? 'All files' : (path.split('/').at(-1) ?? path),
      depth: path === '' ? 0 : path.split('/').length,
      ...sums,
    }));
}

/** Filters and sorts files. */
export function filterFiles(
  files: readonly ResultFile[],
  { text, kind, folder }: FileQuery,
  sorting: { readonly column: string; readonly isDescending: boolean },
): ResultFile[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = files.filter(
    file =>
      (kind === '' || file.kind === kind) &&
      (folder === '' || file.path.startsWith(`${folder}/`)) &&
      words.every(word => file.path.toLowerCase().includes(word)),
  );
  const sign = sorting.isDescending ? -1 : 1;
  return fitting.sort((a, b) => sign * compare(a, b, sorting.column) || (a.path < b.path ? -1 : 1));
}

/** How large files are together, in bytes. */
export function sumSizes(files: readonly ResultFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

function compare(a: ResultFile, b: ResultFile, column: string): number {
  if (column === 'size') return a.size - b.size;
  if (column === 'modified') return a.modifiedAt - b.modifiedAt;
  const [first, second] = column === 'kind' ? [a.kind, b.kind] : [a.path, b.path];
  return first.localeCompare(second, 'en', { numeric: true });
}
