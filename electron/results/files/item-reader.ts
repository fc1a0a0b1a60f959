import type { ItemCollector } from './content-sink.ts';
import { parseNumber } from './decimal.ts';
import type { LineProblem } from './header-reader.ts';
import { type KeyTables, recordedFields, statisticFields } from './segments.ts';
import { newToken, readToken, splitTokens, type Token, tokenText } from './tokens.ts';
import { lineEnd, nextLine } from './vector-lines.ts';
import { VectorEntry } from './vector-table.ts';

const binsAt = statisticFields.indexOf('binsAt');
const binsLength = statisticFields.indexOf('binsLength');

/** Reads the lines of items: an item begins with one line, its fields, attributes and bins follow, and it ends where the next one begins. */
export class ItemReader {
  readonly #tables: KeyTables;
  readonly #items: ItemCollector;
  readonly #token: Token = newToken();
  readonly #statistic = new Float64Array(statisticFields.length);
  #pending: 'none' | 'scalar' | 'parameter' | 'statistic' | 'vector' = 'none';
  #module = 0;
  #name = 0;
  #attributes = 0;
  #value = 0;
  // A parameter's value lives longer than the chunk it stood in.
  #text = new Uint8Array(256);
  #textLength = 0;
  #entries: VectorEntry[] = [];
  #byId = new Map<number, VectorEntry>();
  #ordinal = 0;

  constructor(tables: KeyTables, items: ItemCollector) {
    this.#tables = tables;
    this.#items = items;
  }

  /** The vector that data lines with this id belong to. */
  vector(id: number): VectorEntry | undefined {
    return this.#byId.get(id);
  }

  /** Ends the item that is being read. */
  endItem(): void {
    const items = this.#items;
    if (this.#pending === 'scalar') items.scalar(this.#module, this.#name, this.#attributes, this.#value);
    else if (this.#pending === 'parameter')
      items.parameter(this.#module, this.#name, this.#attributes, this.#text.subarray(0, this.#textLength));
    else if (this.#pending === 'statistic')
      items.statistic(this.#module, this.#name, this.#attributes, this.#statistic);
    else if (this.#pending === 'vector') this.#entries.at(-1)!.attributes = this.#attributes;
    this.#pending = 'none';
    this.#attributes = 0;
  }

  /** Ends the run that is being read, after its last item. */
  endRun(): void {
    for (const entry of this.#entries) this.#items.vector(entry);
    this.#items.flush();
    this.#entries = [];
    this.#byId = new Map();
  }

  /** Attribute lines of the item that is being read, as the bytes they are: the same lines always mean the same. */
  takeAttributes(bytes: Uint8Array, from: number, to: number): LineProblem {
    const table = this.#tables.attributes;
    if (this.#pending === 'none') return undefined;
    const known = table.size;
    const number = table.numberOf(bytes, from, to);
    const isNew = table.size > known;
    this.#attributes = this.#attributes === 0 ? number : this.#joined(number);
    return isNew && !areAttributes(bytes, from, to) ? 'an attribute needs a name and a value' : undefined;
  }

  #joined(number: number): number {
    const table = this.#tables.attributes;
    const both = Buffer.concat([table.bytesOf(this.#attributes), Buffer.from('\n'), table.bytesOf(number)]);
    return table.numberOf(both, 0, both.length);
  }

  /** A `scalar` line behind its keyword. */
  scalar(bytes: Uint8Array, at: number, end: number): LineProblem {
    this.#token.at = at;
    const problem = this.#open(bytes, end);
    if (problem !== undefined) return problem;
    const value = this.#lastNumber(bytes, end);
    if (value === undefined) return 'a scalar needs one number';
    this.#value = value;
    this.#pending = 'scalar';
    return undefined;
  }

  /** A `par` line behind its keyword. */
  parameter(bytes: Uint8Array, at: number, end: number): LineProblem {
    const token = this.#token;
    token.at = at;
    const problem = this.#open(bytes, end);
    if (problem !== undefined) return problem;
    if (!readToken(bytes, token, end)) return 'a parameter needs one value';
    const start = token.quoted ? token.start - 1 : token.start;
    const length = token.at - start;
    if (readToken(bytes, token, end) || token.quoted) return 'a parameter needs one value';
    if (length > this.#text.length) this.#text = new Uint8Array(length * 2);
    this.#text.set(bytes.subarray(start, start + length));
    this.#textLength = length;
    this.#pending = 'parameter';
    return undefined;
  }

  /** A `statistic` line behind its keyword. */
  statistic(bytes: Uint8Array, at: number, end: number): LineProblem {
    this.#token.at = at;
    const problem = this.#open(bytes, end);
    if (problem !== undefined) return problem;
    this.#statistic.fill(Number.NaN);
    this.#statistic[0] = -1;
    this.#statistic[binsLength] = 0;
    this.#pending = 'statistic';
    return undefined;
  }

  /** A `field` line behind its keyword; fields that OMNeT++ does not know are allowed and mean nothing. */
  field(bytes: Uint8Array, at: number, end: number): LineProblem {
    const token = this.#token;
    if (this.#pending !== 'statistic') return 'a field needs a statistic';
    token.at = at;
    if (!readToken(bytes, token, end)) return 'a field needs a name';
    const field = this.#tables.fields.numberOf(bytes, token.start, token.end) - 1;
    const value = this.#lastNumber(bytes, end);
    if (value === undefined) return 'a field needs one number';
    if (field >= 0 && field < recordedFields.length) this.#statistic[field] = value;
    return undefined;
  }

  /** A `bin` line, by its place in the file. Bins are read when somebody asks for them; here it is enough to know where they are. */
  bin(from: number, to: number): LineProblem {
    if (this.#pending !== 'statistic') return 'a bin needs a statistic';
    if (this.#statistic[binsLength] === 0) this.#statistic[binsAt] = from;
    this.#statistic[binsLength] = to - this.#statistic[binsAt]!;
    return undefined;
  }

  /** A `vector` line behind its keyword. */
  declareVector(bytes: Uint8Array, at: number, end: number): LineProblem {
    const token = this.#token;
    token.at = at;
    const id = readToken(bytes, token, end) ? parseNumber(bytes, token.start, token.end) : undefined;
    if (id === undefined || !Number.isSafeInteger(id) || id < 0) return 'a vector needs a number';
    const problem = this.#open(bytes, end);
    if (problem !== undefined) return problem;
    const text = readToken(bytes, token, end) ? tokenText(bytes, token) : '';
    const columns = text === '' || /^\d/.test(text) ? 'TV' : text;
    const entry = new VectorEntry(this.#ordinal++, id, columns, this.#module, this.#name);
    this.#entries.push(entry);
    this.#byId.set(id, entry);
    this.#pending = 'vector';
    return entry.layout ? undefined : `a vector with the columns ${columns} cannot be read`;
  }

  // Module and name, which every item begins with.
  #open(bytes: Uint8Array, end: number): LineProblem {
    const token = this.#token;
    if (!readToken(bytes, token, end)) return 'an item needs a module';
    this.#module = this.#tables.modules.numberOf(bytes, token.quoted ? token.start - 1 : token.start, token.at);
    if (!readToken(bytes, token, end)) return 'an item needs a name';
    this.#name = this.#tables.names.numberOf(bytes, token.quoted ? token.start - 1 : token.start, token.at);
    return undefined;
  }

  // The number that must end the line.
  #lastNumber(bytes: Uint8Array, end: number): number | undefined {
    const token = this.#token;
    if (!readToken(bytes, token, end)) return undefined;
    const { start, end: behind } = token;
    return readToken(bytes, token, end) || token.quoted ? undefined : parseNumber(bytes, start, behind);
  }
}

function areAttributes(bytes: Uint8Array, from: number, to: number): boolean {
  for (let line = from; line < to; line = nextLine(bytes, line, to)) {
    const tokens = splitTokens(bytes, line, lineEnd(bytes, line, to));
    if (!tokens || (tokens.length !== 3 && tokens.length !== 0)) return false;
  }
  return true;
}
