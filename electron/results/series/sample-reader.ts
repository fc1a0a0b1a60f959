import { closeSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';
import type { Part, Snapshot } from '../catalogue/snapshot.ts';
import { scaleWhole } from '../files/decimal.ts';
import { fromColumnDigits, vectorFields } from '../files/segments.ts';
import { withResultDatabase } from '../files/sqlite-reader.ts';
import {
  type ColumnLayout,
  decodeLines,
  newSampleColumns,
  type SampleColumns,
  toColumnLayout,
} from '../files/vector-lines.ts';
import { blockFields } from '../files/vector-table.ts';
import { openPart } from '../questions/read-bins.ts';
import { toNumbers } from '../questions/segment-data.ts';
import type { TimeWindow } from './thinner.ts';

/** A vector's numbers in its segment, by name. */
export type VectorNumbers = Readonly<Record<(typeof vectorFields)[number], number>>;

/** Reads a vector's numbers out of a segment. */
export function vectorAt(numbers: Float64Array, at: number): VectorNumbers {
  return Object.fromEntries(
    vectorFields.map((field, index) => [field, numbers[at + index]!]),
  ) as unknown as VectorNumbers;
}

/** A block of samples in a text file; times are simulated seconds. */
export type SampleBlock = Readonly<Record<(typeof blockFields)[number], number>>;

/** Reads the list of a vector's blocks. */
export function blocksOf({ catalogue }: Snapshot, { file }: Part, ordinal: number): SampleBlock[] {
  const data = catalogue.statement('SELECT data FROM blocks WHERE file = ? AND ordinal = ?').get(file, ordinal)?.data;
  if (!(data instanceof Uint8Array)) return [];
  const numbers = toNumbers(data);
  return Array.from({ length: numbers.length / blockFields.length }, (_, block) =>
    Object.fromEntries(blockFields.map((field, index) => [field, numbers[block * blockFields.length + index]!])),
  ) as SampleBlock[];
}

/** An index does not fit the file it belongs to, although both look alike. */
export class IndexMismatch extends Error {
  /** Of the vector file, relative to the catalogue's folder. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`the index of ${path} does not fit: ${problem}`);
    this.path = path;
  }
}

const chunkSize = 1 << 19;
const largestBlock = 8 << 20;

/** Whole lines of one vector; `bytes[to]` is a line break, or behind the last of them. */
export interface LineChunk {
  readonly bytes: Uint8Array;
  readonly to: number;
}

/** Reads the lines of a block, some at a time; a chunk is only good until the next is asked for. Fails with `IndexMismatch` when there are none. */
export function* readLines(
  file: number,
  path: string,
  { offset, length }: SampleBlock,
  buffer: Uint8Array,
): Generator<LineChunk> {
  const end = offset + length;
  for (let at = offset; at < end; ) {
    const wanted = Math.min(buffer.length - 1, end - at);
    const read = readSync(file, buffer, 0, wanted, at);
    const to = at + read >= end ? read : buffer.lastIndexOf(10, read - 1) + 1;
    buffer[read] = 10;
    if (read < wanted || to === 0) throw new IndexMismatch(path, `no lines at ${at}`);
    at += to;
    yield { bytes: buffer, to };
  }
}

/** How the lines of a vector are to be read; fails with `results.unreadable` when they cannot. */
export function layoutOf(part: Part, { columns }: Pick<VectorNumbers, 'columns'>): ColumnLayout {
  const layout = toColumnLayout(fromColumnDigits(columns));
  if (layout) return layout;
  throw new Failure('results.unreadable', { path: part.path, problem: 'the vector has no time or no value' });
}

/** Reads the samples of blocks, in order, some ten thousand at a time; the columns are only good until the next are asked for. */
export async function* readBlocks(
  snapshot: Snapshot,
  part: Part,
  vector: Pick<VectorNumbers, 'id' | 'columns'>,
  blocks: readonly SampleBlock[],
  signal: AbortSignal,
): AsyncGenerator<SampleColumns> {
  // Other programs make indexes with blocks of any size; ours can be read in parts.
  if (blocks.some(block => block.length > largestBlock)) throw new IndexMismatch(part.path, 'its blocks are too large');
  const layout = layoutOf(part, vector);
  const file = openPart(snapshot, part);
  const buffer = new Uint8Array(chunkSize + 1);
  const samples = newSampleColumns(chunkSize);
  try {
    for (const block of blocks) {
      let seen = 0;
      for (const { bytes, to } of readLines(file, part.path, block, buffer)) {
        samples.count = 0;
        samples.bad = 0;
        if (decodeLines(bytes, 0, to, vector.id, layout, samples) < to)
          throw new IndexMismatch(part.path, 'lines of another vector');
        seen += samples.count + samples.bad;
        yield samples;
      }
      if (seen < block.count) throw new IndexMismatch(part.path, `${seen} samples instead of ${block.count}`);
      signal.throwIfAborted();
      await nextTurn();
    }
  } finally {
    closeSync(file);
  }
}

/** How many samples of a vector are in a window, by its blocks and a look into those at the window's edges. */
export async function countSamples(
  snapshot: Snapshot,
  part: Part,
  vector: Pick<VectorNumbers, 'id' | 'columns'>,
  blocks: readonly SampleBlock[],
  { from, to }: TimeWindow,
  signal: AbortSignal,
): Promise<number> {
  const touched = blocks.filter(block => block.lastTime >= from && block.firstTime <= to);
  const isInside = (block: SampleBlock) => block.firstTime >= from && block.lastTime <= to;
  let samples = touched.filter(isInside).reduce((sum, block) => sum + block.count, 0);
  const edges = touched.filter(block => !isInside(block));
  for await (const { times, count } of readBlocks(snapshot, part, vector, edges, signal))
    for (let index = 0; index < count; index++) if (times[index]! >= from && times[index]! <= to) samples++;
  return samples;
}

/** A sample in a database: its time as `scaleWhole` takes it. */
export interface RawSample {
  readonly billions: number;
  readonly rest: number;
  readonly exponent: number;
  readonly value: number;
  readonly event: number;
}

/** Reads at most `most` samples of a vector behind row `after`; answers the last row. */
export function readRawSamples(
  path: string,
  id: number,
  after: number,
  most: number,
  take: (sample: RawSample) => void,
): number {
  return withResultDatabase(path, database => {
    const exponents = 'SELECT simtimeExp FROM run JOIN vector USING (runId) WHERE vectorId = ?';
    const exponent = Number(database.prepare(exponents).get(id)?.simtimeExp);
    const rows = database.prepare(
      `SELECT rowid AS row, simtimeRaw / 1000000000 AS billions, simtimeRaw % 1000000000 AS rest, value,
        CAST(eventNumber AS REAL) AS event FROM vectorData WHERE vectorId = ? AND rowid > ? ORDER BY rowid LIMIT ?`,
    );
    let last = after;
    for (const { row, billions, rest, value, event } of rows.iterate(id, after, most)) {
      const number = value === null ? Number.NaN : Number(value);
      take({ billions: Number(billions), rest: Number(rest), exponent, value: number, event: Number(event) });
      last = Number(row);
    }
    return last;
  });
}

const rowsAtOnce = 20_000;

/** Reads the samples of a vector in a database, like `readBlocks`; the database is not held in between. */
export async function* readRows(
  snapshot: Snapshot,
  part: Part,
  { id }: Pick<VectorNumbers, 'id'>,
  signal: AbortSignal,
): AsyncGenerator<SampleColumns> {
  const samples = newSampleColumns(rowsAtOnce * 6);
  const path = join(snapshot.catalogue.folder, part.path);
  let after = 0;
  do {
    samples.count = 0;
    closeSync(openPart(snapshot, part));
    after = readRawSamples(path, id, after, rowsAtOnce, ({ billions, rest, exponent, value, event }) => {
      const index = samples.count++;
      samples.times[index] = scaleWhole(billions, rest, exponent);
      samples.values[index] = value;
      samples.events[index] = event;
    });
    if (samples.count > 0) yield samples;
    signal.throwIfAborted();
    await nextTurn();
  } while (samples.count === rowsAtOnce);
}
