import { closeSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFailure } from '../../../contract/failure.ts';
import { ItemCollector } from '../files/content-sink.ts';
import { type Feeding, feedLines, openForReading } from '../files/feed.ts';
import { HeaderReader } from '../files/header-reader.ts';
import { type KeyTables, newKeyTables } from '../files/segments.ts';
import { readSqliteFile } from '../files/sqlite-reader.ts';
import { TextReader } from '../files/text-reader.ts';
import { splitTokens } from '../files/tokens.ts';
import { lineEnd } from '../files/vector-lines.ts';
import type { Catalogue } from './catalogue.ts';
import { FileDraft } from './draft.ts';
import { CatalogueWriter, type FinishedFile } from './writer.ts';

// What waits in memory before it is written, and what may be remembered of texts.
const batchBytes = 4 << 20;
const batchFiles = 200;
const tableBytes = 16 << 20;

/** What a number of files came to. */
export interface IndexedFiles {
  readonly files: number;
  readonly items: number;
  readonly problems: number;
}

/** Reads result files into the catalogue; one per thread. */
export class Indexer {
  readonly #catalogue: Catalogue;
  #tables: KeyTables = newKeyTables();
  #writer: CatalogueWriter;
  readonly #collector = new ItemCollector();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#writer = new CatalogueWriter(catalogue, this.#tables);
  }

  /**
   * Reads these files and writes them in transactions of some megabytes; one call after the other. Aborting keeps what was written. `trusting` is false for files
   * whose indexes were found out: then they are read themselves.
   */
  index(paths: readonly string[], signal: AbortSignal, trusting = true): Promise<IndexedFiles> {
    const turn = this.#turn.then(() => this.#index(paths, signal, trusting));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #index(paths: readonly string[], signal: AbortSignal, trusting: boolean): Promise<IndexedFiles> {
    let finished: FinishedFile[] = [];
    let weight = 0;
    const sum = { files: 0, items: 0, problems: 0 };
    const write = () => {
      this.#writer.write(finished, []);
      finished = [];
      weight = 0;
      this.#forgetTexts();
    };
    for (const path of paths) {
      signal.throwIfAborted();
      const file = await this.#read(path, signal, trusting);
      if (!file) continue;
      finished.push(file);
      weight += file.draft.weight;
      sum.files++;
      sum.items += file.draft.items;
      if (file.problem !== undefined) sum.problems++;
      if (weight > batchBytes || finished.length >= batchFiles) write();
    }
    write();
    return sum;
  }

  // Numbers of texts are only good for the tables that gave them, so this may not happen while segments wait.
  #forgetTexts(): void {
    const { modules, names, attributes, fields } = this.#tables;
    if (modules.weight + names.weight + attributes.weight + fields.weight < tableBytes) return;
    this.#tables = newKeyTables();
    this.#writer = new CatalogueWriter(this.#catalogue, this.#tables);
  }

  // Undefined for a file that is no longer there; one that cannot be read is known by its problem.
  async #read(path: string, signal: AbortSignal, trusting: boolean): Promise<FinishedFile | undefined> {
    try {
      const index = trusting && path.endsWith('.vec') ? await this.#readIndex(path, signal) : undefined;
      return index ?? (await this.#readText(path, signal));
    } catch (error) {
      if (isFailure(error, 'file.not-found')) return undefined;
      if (isFailure(error, 'file.not-readable', 'results.unreadable'))
        return this.#unreadable(path, error.details.problem);
      throw error;
    }
  }

  #draft(path: string): FileDraft {
    return new FileDraft(path, draft => {
      if (draft.weight > batchBytes) this.#writer.write([], [draft]);
    });
  }

  #collect(draft: FileDraft): ItemCollector {
    this.#collector.redirect(draft);
    return this.#collector;
  }

  #unreadable(path: string, problem: string): FinishedFile | undefined {
    const stats = statSync(join(this.#catalogue.folder, path), { throwIfNoEntry: false });
    if (!stats) return undefined;
    return { draft: this.#draft(path), size: stats.size, modified: stats.mtimeMs, format: 'text', problem };
  }

  async #readText(path: string, signal: AbortSignal): Promise<FinishedFile> {
    const draft = this.#draft(path);
    const reader = new TextReader('results', this.#tables, this.#collect(draft));
    const feeding = await feedLines(join(this.#catalogue.folder, path), reader, signal);
    if (feeding.format === 'sqlite') return this.#readDatabase(path, feeding);
    if (!feeding.complete) reader.problems.note('ends in the middle of a line');
    if (feeding.size > 0 && draft.parts.length === 0) reader.problems.note('holds no run');
    return { draft, ...feeding, problem: reader.problems.summary() };
  }

  #readDatabase(path: string, feeding: Feeding): FinishedFile {
    const draft = this.#draft(path);
    readSqliteFile(join(this.#catalogue.folder, path), this.#tables, this.#collect(draft));
    return { draft, ...feeding, problem: undefined };
  }

  // An index that is missing, older than its file or damaged is none.
  async #readIndex(path: string, signal: AbortSignal): Promise<FinishedFile | undefined> {
    const file = join(this.#catalogue.folder, path);
    const indexFile = file.replace(/\.vec$/, '.vci');
    const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: -1 };
    const indexed = readIndexed(indexFile);
    if (indexed === 'none') return undefined;
    const isFinished = indexed !== 'open';
    if (isFinished && (indexed.size !== size || indexed.modified !== Math.floor(mtimeMs / 1000))) return undefined;
    const draft = this.#draft(path);
    const reader = new TextReader('index', this.#tables, this.#collect(draft));
    await feedLines(indexFile, reader, signal);
    if (isFinished && reader.problems.summary() !== undefined) return undefined;
    if (!isFinished) reader.problems.note('is still being written, or its run was stopped');
    return { draft, size, modified: mtimeMs, format: 'text', problem: reader.problems.summary() };
  }
}

/** The size and time an index names; `open` when its first line is blank, because its run has not ended. */
function readIndexed(path: string): { size: number; modified: number } | 'open' | 'none' {
  const start = new Uint8Array(256);
  let length = 0;
  try {
    const file = openForReading(path);
    length = readSync(file, start, 0, start.length, 0);
    closeSync(file);
  } catch (error) {
    if (isFailure(error, 'file.not-found', 'file.not-readable')) return 'none';
    throw error;
  }
  const end = lineEnd(start, 0, length);
  const tokens = splitTokens(start, 0, end);
  if (tokens?.length === 0) return length === 0 ? 'none' : 'open';
  const header = new HeaderReader();
  if (tokens?.[0] !== 'file' || header.take('file', tokens.slice(1)) !== undefined) return 'none';
  return header.indexed ?? 'none';
}
