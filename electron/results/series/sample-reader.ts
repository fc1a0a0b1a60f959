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

/** The index does not fit the file it belongs to, although both look alike. */
export class IndexMismatch extends Error {}

const chunkSize = 1 << 20;

/** Reads the samples of blocks, in order, some ten thousand at a time; the columns are only good until the next are asked for. */
export async function* readBlocks(
  snapshot: Snapshot,
  part: Part,
  { id, columns }: Pick<VectorNumbers, 'id' | 'columns'>,
  blocks: readonly SampleBlock[],
  signal: AbortSignal,
): AsyncGenerator<SampleColumns> {
  const layout = toColumnLayout(fromColumnDigits(columns));
  if (!layout)
    throw new Failure('results.unreadable', { path: part.path, problem: 'the vector has no time or no value' });
  const file = openPart(snapshot, part);
  try {
    const reader = new BlockReader(file, id, layout);
    for (const block of blocks) {
      yield* reader.read(block);
      signal.throwIfAborted();
      await nextTurn();
    }
  } finally {
    closeSync(file);
  }
}

class BlockReader {
  readonly #file: number;
  readonly #id: number;
  readonly #layout: ColumnLayout;
  readonly #bytes = new Uint8Array(chunkSize + 1);
  readonly #samples = newSampleColumns(chunkSize);

  constructor(file: number, id: number, layout: ColumnLayout) {
    this.#file = file;
    this.#id = id;
    this.#layout = layout;
  }

  *read({ offset, length, count }: SampleBlock): Generator<SampleColumns> {
    const samples = this.#samples;
    const end = offset + length;
    let seen = 0;
    for (let at = offset; at < end; ) {
      const wanted = Math.min(chunkSize, end - at);
      const read = readSync(this.#file, this.#bytes, 0, wanted, at);
      const lines = at + read >= end ? read : this.#bytes.lastIndexOf(10, read - 1) + 1;
      this.#bytes[read] = 10;
      samples.count = 0;
      samples.bad = 0;
      if (read < wanted || lines === 0 || decodeLines(this.#bytes, 0, lines, this.#id, this.#layout, samples) !== lines)
        throw new IndexMismatch(`vector ${this.#id} is not at ${at}`);
      seen += samples.count + samples.bad;
      at += lines;
      yield samples;
    }
    if (seen < count)
      throw new IndexMismatch(`vector ${this.#id} has ${seen} samples at ${offset} instead of ${count}`);
  }
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
  let after = 0;
  do {
    closeSync(openPart(snapshot, part));
    after = readSomeRows(join(snapshot.catalogue.folder, part.path), id, after, samples);
    if (samples.count > 0) yield samples;
    signal.throwIfAborted();
    await nextTurn();
  } while (samples.count === rowsAtOnce);
}

function readSomeRows(path: string, id: number, after: number, samples: SampleColumns): number {
  return withResultDatabase(path, database => {
    const exponent = Number(
      database.prepare('SELECT simtimeExp FROM run JOIN vector USING (runId) WHERE vectorId = ?').get(id)?.simtimeExp,
    );
    const rows = database.prepare(
      `SELECT rowid AS row, simtimeRaw / 1000000000 AS billions, simtimeRaw % 1000000000 AS rest, value,
        CAST(eventNumber AS REAL) AS event FROM vectorData WHERE vectorId = ? AND rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce}`,
    );
    samples.count = 0;
    let last = after;
    for (const { row, billions, rest, value, event } of rows.iterate(id, after)) {
      const index = samples.count++;
      samples.times[index] = scaleWhole(Number(billions), Number(rest), exponent);
      samples.values[index] = value === null ? Number.NaN : Number(value);
      samples.events[index] = Number(event);
      last = Number(row);
    }
    return last;
  });
}
