import { closeSync } from 'node:fs';
import { join } from 'node:path';
import type { Part, Snapshot } from '../catalogue/snapshot.ts';
import { parseNumber } from '../files/decimal.ts';
import { isPlainNumber, isPrintedSo, SampleTexts } from '../files/sample-texts.ts';
import { openPart } from '../questions/read-bins.ts';
import {
  blocksOf,
  layoutOf,
  type RawSample,
  readLines,
  readRawSamples,
  type SampleBlock,
  type VectorNumbers,
} from '../series/sample-reader.ts';
import { numberText, rawTimeText, timeText } from './number-text.ts';

/** One of a vector's columns. */
export type SampleColumn = 'event' | 'time' | 'value';

/** Takes the texts of numbers one after the other: as bytes where they need not change, else as text; what is not finite as itself. */
export interface NumberTarget {
  bytes(bytes: Uint8Array, start: number, end: number): void;
  text(text: string): void;
  special(value: number): void;
}

const chunkSize = 1 << 18;
const rowsAtOnce = 5000;

/** Gives one column of a vector to `target`, digit by digit as it was recorded; `pause` is awaited now and then. */
export async function writeColumn(
  snapshot: Snapshot,
  part: Part,
  vector: VectorNumbers,
  column: SampleColumn,
  target: NumberTarget,
  pause: () => Promise<void>,
): Promise<void> {
  if (part.format === 'sqlite') return writeRows(snapshot, part, vector, column, target, pause);
  const layout = layoutOf(part, vector);
  const file = openPart(snapshot, part);
  const buffer = new Uint8Array(chunkSize + 1);
  try {
    for (const block of blocksOf(snapshot, part, vector.ordinal)) {
      for (const { bytes, to } of readLines(file, part.path, block, buffer)) {
        const texts = new SampleTexts(bytes, 0, to, layout);
        while (texts.next()) give(texts, column, target);
        await pause();
      }
    }
  } finally {
    closeSync(file);
  }
}

function give(texts: SampleTexts, column: SampleColumn, target: NumberTarget): void {
  const { bytes } = texts;
  if (column === 'value') giveValue(bytes, texts.value, texts.valueEnd, target);
  else if (column === 'time') giveTime(bytes, texts.time, texts.timeEnd, target);
  else if (texts.event < 0) target.text('-1');
  else target.bytes(bytes, texts.event, texts.eventEnd);
}

function giveValue(bytes: Uint8Array, start: number, end: number, target: NumberTarget): void {
  if (isPrintedSo(bytes, start, end)) target.bytes(bytes, start, end);
  else giveNumber(parseNumber(bytes, start, end) ?? Number.NaN, target);
}

function giveNumber(value: number, target: NumberTarget): void {
  if (Number.isFinite(value)) target.text(numberText(value));
  else target.special(value);
}

function giveTime(bytes: Uint8Array, start: number, end: number, target: NumberTarget): void {
  if (isPlainNumber(bytes, start, end)) target.bytes(bytes, start, end);
  else target.text(timeText(Buffer.from(bytes.subarray(start, end)).toString('latin1')));
}

async function writeRows(
  snapshot: Snapshot,
  part: Part,
  { id }: VectorNumbers,
  column: SampleColumn,
  target: NumberTarget,
  pause: () => Promise<void>,
): Promise<void> {
  const path = join(snapshot.catalogue.folder, part.path);
  let count = rowsAtOnce;
  for (let after = 0; count === rowsAtOnce; await pause()) {
    closeSync(openPart(snapshot, part));
    count = 0;
    after = readRawSamples(path, id, after, rowsAtOnce, sample => {
      count++;
      giveRaw(sample, column, target);
    });
  }
}

function giveRaw(
  { billions, rest, exponent, value, event }: RawSample,
  column: SampleColumn,
  target: NumberTarget,
): void {
  if (column === 'value') giveNumber(value, target);
  else target.text(column === 'time' ? rawTimeText(billions, rest, exponent) : String(event));
}

/** Reads samples of one vector as pairs of texts, for those who need many vectors side by side: it holds no more than `bytes` of it, and no file. */
export class PairReader {
  readonly #snapshot: Snapshot;
  readonly #part: Part;
  readonly #vector: VectorNumbers;
  readonly #buffer: Uint8Array;
  readonly #special: (value: number) => string;
  #blocks: SampleBlock[];
  #row = 0;
  #pairs: string[] = [];
  #next = 0;

  constructor(
    snapshot: Snapshot,
    part: Part,
    vector: VectorNumbers,
    bytes: number,
    special: (value: number) => string,
  ) {
    this.#snapshot = snapshot;
    this.#part = part;
    this.#vector = vector;
    this.#buffer = new Uint8Array(Math.max(bytes, 4096));
    this.#special = special;
    this.#blocks = part.format === 'text' ? blocksOf(snapshot, part, vector.ordinal) : [];
  }

  /** The next sample's time and value; undefined behind the last. */
  next(): readonly [time: string, value: string] | undefined {
    if (this.#next >= this.#pairs.length) this.#refill();
    const [time, value] = [this.#pairs[this.#next], this.#pairs[this.#next + 1]];
    this.#next += 2;
    return time === undefined || value === undefined ? undefined : [time, value];
  }

  #refill(): void {
    this.#pairs = [];
    this.#next = 0;
    const file = openPart(this.#snapshot, this.#part);
    try {
      if (this.#part.format === 'sqlite') this.#refillFromRows();
      else while (this.#pairs.length === 0 && this.#blocks.length > 0) this.#refillFromBlock(file);
    } finally {
      closeSync(file);
    }
  }

  #target(): NumberTarget {
    return {
      bytes: (bytes, start, end) => this.#pairs.push(Buffer.from(bytes.subarray(start, end)).toString('latin1')),
      text: text => this.#pairs.push(text),
      special: value => this.#pairs.push(this.#special(value)),
    };
  }

  #refillFromRows(): void {
    const path = join(this.#snapshot.catalogue.folder, this.#part.path);
    const target = this.#target();
    const most = Math.ceil(this.#buffer.length / 32);
    this.#row = readRawSamples(path, this.#vector.id, this.#row, most, sample => {
      giveRaw(sample, 'time', target);
      giveRaw(sample, 'value', target);
    });
  }

  // One chunk of the first block, which then begins behind it.
  #refillFromBlock(file: number): void {
    const [block, ...rest] = this.#blocks;
    if (!block) return;
    const target = this.#target();
    for (const { bytes, to } of readLines(file, this.#part.path, block, this.#buffer)) {
      const texts = new SampleTexts(bytes, 0, to, layoutOf(this.#part, this.#vector));
      while (texts.next()) {
        give(texts, 'time', target);
        give(texts, 'value', target);
      }
      const remaining = { ...block, offset: block.offset + to, length: block.length - to };
      this.#blocks = remaining.length > 0 ? [remaining, ...rest] : rest;
      return;
    }
    this.#blocks = rest;
  }
}
