/** What a notebook is to load. */
export interface NotebookData {
  readonly folder: string;
  /** Result files below the folder: all of them, and those that are meant. */
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly filter: string | undefined;
  /** Iteration variable → accepted values. */
  readonly where: Readonly<Record<string, readonly string[]>>;
}

/** Python for one notebook cell that loads the same data with OMNeT++'s own package. */
export function writeNotebookCell(data: NotebookData): string {
  const filter = filterExpression(data);
  return [
    'import os',
    'from omnetpp.scave import results',
    '',
    `folder = ${pythonText(data.folder)}`,
    `files = [os.path.join(folder, path) for path in ${pythonList(patternsFor(data))}]`,
    `df = results.read_result_files(files${filter === undefined ? '' : `, filter_expression=${pythonText(filter)}`})`,
    '',
    'scalars = results.get_scalars(df, include_itervars=True)',
    'parameters = results.get_parameters(df, include_itervars=True)',
    'statistics = results.get_statistics(df, include_itervars=True)',
    'histograms = results.get_histograms(df, include_itervars=True)',
    'vectors = results.get_vectors(df, include_itervars=True)',
    '',
  ].join('\n');
}

// Iteration variables become part of the filter: special characters of its patterns lose their meaning.
function filterExpression({ filter, where }: NotebookData): string | undefined {
  const parts = Object.entries(where).map(([name, values]) => {
    const alternatives = values.map(value => `${quoted(`itervar:${name}`)} =~ ${quoted(escapePattern(value))}`);
    return `(${alternatives.join(' OR ')})`;
  });
  if (filter !== undefined && filter.trim() !== '') parts.unshift(parts.length > 0 ? `(${filter})` : filter);
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

function escapePattern(text: string): string {
  return text.replace(/[\\?*{[]/g, character => `\\${character}`);
}

function quoted(text: string): string {
  return /^[\w:]+$/.test(text) ? text : `"${text.replace(/[\\"]/g, character => `\\${character}`)}"`;
}

/** A few patterns where they mean exactly the chosen files, else the files. */
function patternsFor({ all, chosen }: NotebookData): string[] {
  const chosenSet = new Set(chosen);
  const groups = Map.groupBy(chosen, path => `${folderOf(path)}\0${path.slice(path.lastIndexOf('.'))}`);
  return [...groups.values()].flatMap(paths => {
    const pattern = commonPattern(paths);
    if (paths.length < 4 || pattern === undefined) return paths;
    const others = all.filter(path => matchesPattern(path, pattern) && !chosenSet.has(path));
    return others.length === 0 ? [`${pattern.start}*${pattern.end}`] : paths;
  });
}

interface FilePattern {
  readonly start: string;
  readonly end: string;
}

// Characters that mean something in patterns may not be in the fixed part.
function commonPattern(paths: readonly string[]): FilePattern | undefined {
  const [first = ''] = paths;
  let length = first.length;
  for (const path of paths) while (!path.startsWith(first.slice(0, length))) length--;
  const start = first.slice(0, Math.max(length, folderOf(first).length));
  return /[[\]?*]/.test(start) ? undefined : { start, end: first.slice(first.lastIndexOf('.')) };
}

function matchesPattern(path: string, { start, end }: FilePattern): boolean {
  return path.startsWith(start) && path.endsWith(end) && !path.slice(start.length).includes('/');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function pythonList(texts: readonly string[]): string {
  if (texts.length <= 1) return `[${texts.map(pythonText).join('')}]`;
  return `[\n${texts.map(text => `    ${pythonText(text)},\n`).join('')}]`;
}

// A JSON string is a Python string too, but for characters beyond the basic plane, which stay as they are.
function pythonText(text: string): string {
  return JSON.stringify(text);
}
