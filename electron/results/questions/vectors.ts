import type { VectorSamples } from '../../../contract/results.ts';
import type { Part, Snapshot } from '../catalogue/snapshot.ts';
import { widths } from '../files/segments.ts';
import type { SampleColumns } from '../files/vector-lines.ts';
import { chooseBlocks } from '../series/choose-blocks.ts';
import { blocksOf, readBlocks, readRows, type VectorNumbers, vectorAt } from '../series/sample-reader.ts';
import { Thinner, type TimeWindow } from '../series/thinner.ts';
import { type Preceding, type Transform, transformInto } from '../series/transforms.ts';
import { type FoundItem, findItem } from './find-item.ts';
import { segmentNumbers } from './segment-data.ts';
import type { Selection } from './selection.ts';

/** See `VectorRequest` of the contract; one vector at a time. */
export interface VectorQuestion {
  readonly id: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly columns: number;
  readonly transform: Transform;
  readonly window: number;
}

/** A vector's answer before its numbers are packed for travelling. */
export type UnpackedSamples = Omit<VectorSamples, 'times' | 'values'> & {
  readonly times: Float64Array<ArrayBuffer>;
  readonly values: Float64Array<ArrayBuffer>;
};

/** Reads one vector in a window, transformed and thinned. Memory does not grow with the vector. */
export async function readVector(
  selection: Selection,
  question: VectorQuestion,
  signal: AbortSignal,
): Promise<UnpackedSamples> {
  const found = findItem(selection, question.id, 'vector');
  const { part, place, shape, item } = found;
  const numbers = vectorAt(segmentNumbers(selection.snapshot, shape.id, part, place), item * widths.vector);
  const span = Number.isNaN(numbers.firstTime) ? await measureSpan(selection.snapshot, part, numbers, signal) : numbers;
  const window = { from: question.from ?? span.firstTime, to: question.to ?? span.lastTime };
  const thinner = new Thinner(window, question.columns);
  const { chunks, preceding } = openChunks(selection.snapshot, part, numbers, window, question, signal);
  const sink = transformInto(thinner, question.transform, question.window, preceding);
  for await (const { times, values, count } of chunks) {
    sink.take(times, values, count);
    if (thinner.isDone) break;
  }
  return { ...describe(found, question.id), samples: span.count, ...thinner.finish() };
}

interface Chunks {
  readonly chunks: AsyncIterable<SampleColumns>;
  readonly preceding: Preceding;
}

function openChunks(
  snapshot: Snapshot,
  part: Part,
  numbers: VectorNumbers,
  window: TimeWindow,
  { transform, window: size }: VectorQuestion,
  signal: AbortSignal,
): Chunks {
  if (part.format === 'sqlite')
    return { chunks: readRows(snapshot, part, numbers, signal), preceding: { count: 0, sum: 0 } };
  const { blocks, preceding } = chooseBlocks(blocksOf(snapshot, part, numbers.ordinal), window, transform, size);
  return { chunks: readBlocks(snapshot, part, numbers, blocks, signal), preceding };
}

// A database whose run has not ended does not tell how long its vectors are.
async function measureSpan(snapshot: Snapshot, part: Part, numbers: VectorNumbers, signal: AbortSignal) {
  const span = { count: 0, firstTime: Number.NaN, lastTime: Number.NaN };
  if (part.format === 'text') return span;
  for await (const { times, count } of readRows(snapshot, part, numbers, signal)) {
    if (span.count === 0) span.firstTime = times[0]!;
    span.lastTime = times[count - 1]!;
    span.count += count;
  }
  return span;
}

const interpolations = ['none', 'sample-hold', 'backward-sample-hold', 'linear'] as const;

function describe({ part, shape, item }: FoundItem, id: string) {
  const { module, name, attributes } = shape.key(item);
  const { unit, title, enum: labels, interpolationmode } = attributes;
  const interpolation = interpolations.find(mode => mode === interpolationmode);
  return {
    id,
    run: part.run.name,
    module,
    name,
    ...(unit === undefined ? {} : { unit }),
    ...(title === undefined ? {} : { title }),
    ...(labels === undefined ? {} : { enum: labels }),
    ...(interpolation === undefined ? {} : { interpolation }),
  };
}
