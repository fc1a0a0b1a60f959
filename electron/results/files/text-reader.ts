import type { ItemCollector } from './content-sink.ts';
import { HeaderReader, type LineProblem } from './header-reader.ts';
import { addBlockLine } from './index-lines.ts';
import { ItemReader } from './item-reader.ts';
import { type Keyword, keywordAt } from './keywords.ts';
import { ProblemLog } from './problems.ts';
import type { KeyTables } from './segments.ts';
import { splitTokens } from './tokens.ts';
import { addUpLines, columnNumber, emptyLineRun, type LineRun, lineEnd, nextLine } from './vector-lines.ts';
import type { VectorEntry } from './vector-table.ts';

/** `results` for .sca and .vec, whose data lines are samples; `index` for .vci, whose data lines tell of blocks. */
export type FileRole = 'results' | 'index';

const hash = 35;
const newline = 10;
const carriageReturn = 13;

/**
 * Reads text result files of versions 2 and 3, chunk by chunk. Whatever cannot be understood is left out and told in `problems`;
 * nothing that was understood is lost by it.
 */
export class TextReader {
  readonly problems = new ProblemLog();
  readonly #role: FileRole;
  readonly #collector: ItemCollector;
  readonly #header = new HeaderReader();
  readonly #items: ItemReader;
  #lines = 0;
  #base = 0;
  // Attribute lines of the current item that were seen but not taken yet.
  #attributesFrom = -1;
  #attributesTo = -1;
  #attributeLines = 0;

  constructor(role: FileRole, tables: KeyTables, collector: ItemCollector) {
    this.#role = role;
    this.#collector = collector;
    this.#items = new ItemReader(tables, this.#collector);
  }

  /** What an index says its vector file is like; see `HeaderReader`. */
  get indexed(): HeaderReader['indexed'] {
    return this.#header.indexed;
  }

  /**
   * Takes lines from `from` to `to`; every line ends with a line break, and where the last one of the file does not, one stands at
   * `bytes[to]`. `base` is the file's offset of `bytes[0]`. Answers how far it came: what is behind must be given again at the beginning of the next chunk.
   */
  take(bytes: Uint8Array, from: number, to: number, base: number): number {
    this.#base = base;
    for (let at = from; at < to; ) {
      const digit = bytes[at]! - 48;
      at = digit >= 0 && digit <= 9 ? this.#dataLines(bytes, at, to) : this.#keywordLine(bytes, at, to);
    }
    if (this.#attributesFrom < 0) return to;
    const kept = this.#attributesFrom;
    this.#attributesFrom = -1;
    this.#lines -= this.#attributeLines;
    return kept;
  }

  /** Takes the last chunk, and ends the last item and the last run. */
  finish(bytes: Uint8Array, from: number, to: number, base: number): void {
    const kept = this.take(bytes, from, to, base);
    if (kept < to) this.#report(this.#items.takeAttributes(bytes, kept, to));
    this.#items.endItem();
    this.#endRun();
  }

  #report(problem: LineProblem): void {
    if (problem !== undefined) this.problems.line(this.#lines, problem);
  }

  #keywordLine(bytes: Uint8Array, line: number, to: number): number {
    let end = line;
    while (bytes[end] !== newline) end++;
    const next = end < to ? end + 1 : to;
    while (end > line && bytes[end - 1] === carriageReturn) end--;
    this.#lines++;
    let at = line;
    while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at++;
    if (at === end || bytes[at] === hash) return next;
    const keyword = keywordAt(bytes, at, end);
    if (keyword === 'attr' && !this.#header.isOpen) this.#noteAttribute(line, next);
    else if (keyword === undefined) this.#report('unknown keyword');
    else this.#report(this.#take(keyword, bytes, line, at + keyword.length, end));
    return next;
  }

  #noteAttribute(line: number, next: number): void {
    if (this.#attributesFrom < 0) {
      this.#attributesFrom = line;
      this.#attributeLines = 0;
    }
    this.#attributesTo = next;
    this.#attributeLines++;
    if (!this.#header.hasRun) this.#report('an attribute of nothing');
  }

  #take(keyword: Keyword, bytes: Uint8Array, line: number, at: number, end: number): LineProblem {
    this.#closeAttributes(bytes);
    if (keyword === 'field') return this.#items.field(bytes, at, end);
    if (keyword === 'bin') return this.#items.bin(this.#base + line, this.#base + end);
    this.#items.endItem();
    if (keyword === 'run') this.#endRun();
    if (!isItem(keyword)) return this.#header.take(keyword, splitTokens(bytes, at, end));
    if (!this.#header.hasRun) return `${keyword} stands before any run`;
    this.#closeHeader();
    if (keyword === 'scalar') return this.#items.scalar(bytes, at, end);
    if (keyword === 'par') return this.#items.parameter(bytes, at, end);
    if (keyword === 'statistic') return this.#items.statistic(bytes, at, end);
    return this.#items.declareVector(bytes, at, end);
  }

  #closeAttributes(bytes: Uint8Array): void {
    if (this.#attributesFrom < 0) return;
    this.#report(this.#items.takeAttributes(bytes, this.#attributesFrom, this.#attributesTo));
    this.#attributesFrom = -1;
  }

  #closeHeader(): void {
    const header = this.#header.close();
    if (header) this.#collector.run(header);
  }

  #endRun(): void {
    this.#closeHeader();
    this.#items.endRun();
  }

  #dataLines(bytes: Uint8Array, line: number, to: number): number {
    this.#closeAttributes(bytes);
    this.#items.endItem();
    const id = Number.parseInt(String.fromCharCode(...bytes.subarray(line, Math.min(line + 15, to))), 10);
    const entry = this.#items.vector(id);
    if (!entry?.layout || this.#role === 'index') return this.#dataLine(bytes, line, to, entry);
    const run = emptyLineRun();
    const next = addUpLines(bytes, line, to, id, entry.layout, run);
    this.#lines += run.count + run.bad;
    if (run.bad > 0) this.#report(`up to here, ${run.bad} lines of vector ${id} are no samples`);
    if (run.count > 0) this.#addBlock(bytes, line, next, entry, run);
    return next > line ? next : this.#dataLine(bytes, line, to, undefined);
  }

  #dataLine(bytes: Uint8Array, line: number, to: number, entry: VectorEntry | undefined): number {
    const end = lineEnd(bytes, line, to);
    this.#lines++;
    if (!entry) this.#report('data of a vector that was not declared');
    else if (!entry.layout) this.#report('data of a vector whose columns are not known');
    else if (!addBlockLine(bytes, line, end, entry)) this.#report('not what an index tells of a block');
    return nextLine(bytes, end, to);
  }

  #addBlock(bytes: Uint8Array, from: number, next: number, entry: VectorEntry, run: LineRun): void {
    const layout = entry.layout!;
    const column = (line: number, place: number) =>
      place < 0 ? -1 : (columnNumber(bytes, line, lineEnd(bytes, line, next), layout, place) ?? Number.NaN);
    const hasValues = run.min <= run.max;
    entry.add({
      offset: this.#base + from,
      length: next - from,
      count: run.count,
      firstTime: column(run.firstLine, layout.time),
      lastTime: column(run.lastLine, layout.time),
      firstEvent: column(run.firstLine, layout.event),
      lastEvent: column(run.lastLine, layout.event),
      min: hasValues ? run.min : Number.NaN,
      max: hasValues ? run.max : Number.NaN,
      sum: run.sum,
      sumOfSquares: run.sumOfSquares,
    });
  }
}

function isItem(keyword: Keyword): boolean {
  return keyword === 'scalar' || keyword === 'par' || keyword === 'statistic' || keyword === 'vector';
}
