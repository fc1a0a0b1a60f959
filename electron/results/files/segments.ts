import { type ItemKind, itemKinds, type RecordedStatistic, type VectorSummary } from '../model.ts';
import { TextTable } from './text-table.ts';

/**
 * Items are kept in segments: up to 512 consecutive items of one group of one run in one file. A segment has keys, which are the same for
 * all runs of a configuration, and values, which are not. Keys are numbers of texts in `KeyTables`.
 */
export type Group = 'scalar' | 'parameter' | 'statistic' | 'vector';

export interface Segment {
  readonly group: Group;
  readonly count: number;
  /** Four numbers an item: kind (its place in `itemKinds`), module, name, attributes. */
  readonly keys: Int32Array;
  /** `widths[group]` numbers an item; for parameters their tokens as they are in a file, each with a line break behind it. */
  readonly values: Float64Array | Uint8Array;
}

/** The texts that keys are made of. Attributes are one text: their lines as they are in a file. */
export interface KeyTables {
  readonly modules: TextTable;
  readonly names: TextTable;
  readonly attributes: TextTable;
  /** Names of statistics' fields; those of `recordedFields` come first, from 1 on. */
  readonly fields: TextTable;
}

/** The names under which the first of `statisticFields` are recorded. */
export const recordedFields = [
  'count',
  'mean',
  'stddev',
  'min',
  'max',
  'sum',
  'sqrsum',
  'weights',
  'weightedSum',
  'sqrSumWeights',
  'weightedSqrSum',
] as const;

/** Tables without texts. */
export function newKeyTables(): KeyTables {
  const fields = new TextTable();
  for (const field of recordedFields) fields.numberOf(Buffer.from(field), 0, field.length);
  return { modules: new TextTable(), names: new TextTable(), attributes: new TextTable(), fields };
}

/** A statistic's numbers in a segment, in this order; `binsAt` and `binsLength` tell where its bins are: bytes of the file, or a statistic's id and −1 in SQLite. */
export const statisticFields = [
  'count',
  'mean',
  'deviation',
  'min',
  'max',
  'sum',
  'sumOfSquares',
  'weights',
  'weightedSum',
  'sumOfSquaredWeights',
  'weightedSumOfSquares',
  'binsAt',
  'binsLength',
] as const satisfies ReadonlyArray<keyof RecordedStatistic | 'binsAt' | 'binsLength'>;

/** A vector's numbers in a segment: which of its file's vectors it is, its id there, its columns as digits, then its summary. */
export const vectorFields = [
  'ordinal',
  'id',
  'columns',
  'count',
  'min',
  'max',
  'sum',
  'sumOfSquares',
  'firstEvent',
  'lastEvent',
  'firstTime',
  'lastTime',
] as const satisfies ReadonlyArray<keyof VectorSummary | 'ordinal' | 'id' | 'columns'>;

/** How many numbers an item of a group has in a segment. */
export const widths: Readonly<Record<Group, number>> = {
  scalar: 1,
  parameter: 0,
  statistic: statisticFields.length,
  vector: vectorFields.length,
};

const letters = 'ETV';

/** Columns as a number (`ETV` is 123), so that they fit among a vector's numbers. */
export function toColumnDigits(columns: string): number {
  return [...columns].reduce((digits, column) => digits * 10 + letters.indexOf(column) + 1, 0);
}

/** The columns a number stands for; letters that are not known are blanks. */
export function fromColumnDigits(digits: number): string {
  return [...String(digits)].map(digit => letters[Number(digit) - 1] ?? ' ').join('');
}

const capacity = 512;
const newline = 10;

/** Collects items of one group and hands them on by the segment. */
export class SegmentBuffer {
  readonly #group: Group;
  readonly #width: number;
  #keys = new Int32Array(64);
  #numbers: Float64Array;
  #texts = new Uint8Array(0);
  #textsUsed = 0;
  #count = 0;

  constructor(group: Group) {
    this.#group = group;
    this.#width = widths[group];
    this.#numbers = new Float64Array(16 * this.#width);
  }

  get isFull(): boolean {
    return this.#count === capacity;
  }

  /** Where the numbers of the item that was added last belong. */
  get numbers(): Float64Array {
    return this.#numbers;
  }

  /** Adds an item whose numbers go to where the answer says in `numbers`. */
  add(kind: ItemKind, module: number, name: number, attributes: number): number {
    const item = this.#count++;
    const key = item * 4;
    if (key === this.#keys.length) this.#grow();
    this.#keys[key] = itemKinds.indexOf(kind);
    this.#keys[key + 1] = module;
    this.#keys[key + 2] = name;
    this.#keys[key + 3] = attributes;
    return item * this.#width;
  }

  /** Adds the text of a parameter that was just added. */
  addText(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#textsUsed + length >= this.#texts.length) this.#growTexts(length);
    this.#texts.set(bytes.subarray(start, end), this.#textsUsed);
    this.#textsUsed += length;
    this.#texts[this.#textsUsed++] = newline;
  }

  /** Takes what there is; undefined when there is nothing. */
  take(): Segment | undefined {
    if (this.#count === 0) return undefined;
    const count = this.#count;
    const values =
      this.#group === 'parameter' ? this.#texts.slice(0, this.#textsUsed) : this.#numbers.slice(0, count * this.#width);
    this.#count = 0;
    this.#textsUsed = 0;
    return { group: this.#group, count, keys: this.#keys.slice(0, count * 4), values };
  }

  #grow(): void {
    const keys = new Int32Array(this.#keys.length * 2);
    const numbers = new Float64Array(this.#numbers.length * 2);
    keys.set(this.#keys);
    numbers.set(this.#numbers);
    this.#keys = keys;
    this.#numbers = numbers;
  }

  #growTexts(length: number): void {
    const texts = new Uint8Array(Math.max(4096, this.#texts.length * 2, this.#textsUsed + length + 1));
    texts.set(this.#texts);
    this.#texts = texts;
  }
}
