import type { VectorSamples } from '../../../contract/results.ts';
import type { Part, Snapshot } from '../catalogue/snapshot.ts';
import { widths } from '../files/segments.ts';
import type { SampleColumns } from '../files/vector-lines.ts';
import { chooseBlocks } from '../series/choose-blocks.ts';
import { blocksOf, countSamples, readBlocks, readRows, type VectorNumbers, vectorAt } from '../series/sample-reader.ts';
import { type SampleSink, type ThinnedSamples, Thinner, type TimeWindow } from '../series/thinner.ts';
import { type Preceding, type Transform, transformInto } from '../series/transforms.ts';
import { type DigestCache, VectorDigest } from '../series/vector-digest.ts';
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
  digests: DigestCache,
  signal: AbortSignal,
): Promise<UnpackedSamples> {
  const found = findItem(selection, question.id, 'vector');
  const { snapshot } = selection;
  const { part, place, shape, item } = found;
  const numbers = vectorAt(segmentNumbers(snapshot, shape.id, part, place), item * widths.vector);
  const span = Number.isNaN(numbers.firstTime) ? await measureSpan(snapshot, part, numbers, signal) : numbers;
  const window = { from: question.from ?? span.firstTime, to: question.to ?? span.lastTime };
  const asked = { snapshot, part, numbers, window, question, digests };
  const samples = (await readDigest(asked, signal)) ?? (await readSamples(asked, signal));
  return { ...describe(found, question.id), samples: span.count, ...samples };
}

interface Asked {
  readonly snapshot: Snapshot;
  readonly part: Part;
  readonly numbers: VectorNumbers;
  readonly window: TimeWindow;
  readonly question: VectorQuestion;
  readonly digests: DigestCache;
}

// With fewer buckets for a pixel column their edges would be seen.
const bucketsPerColumn = 3;
/** Shorter vectors are read as quickly as a digest is searched. */
const longVector = 400_000;

function digestKey({ snapshot, part, numbers, question }: Asked): string {
  const { catalogue } = snapshot;
  const { size, modified } = catalogue.statement('SELECT size, modified FROM file WHERE id = ?').get(part.file) ?? {};
  const made =
    question.transform === 'moving-average' ? `${question.transform} ${question.window}` : question.transform;
  return [catalogue.folder, part.path, size, modified, numbers.ordinal, made].join('\0');
}

// Out of what an earlier reading left, if it is fine enough for the window.
async function readDigest(asked: Asked, signal: AbortSignal): Promise<ThinnedSamples | undefined> {
  const { snapshot, part, numbers, window, question, digests } = asked;
  const digest = numbers.count < longVector ? undefined : digests.get(digestKey(asked));
  if (!digest) return undefined;
  const { first, last } = digest.bucketsBetween(window.from, window.to);
  if (last - first < question.columns * bucketsPerColumn) return undefined;
  const thinner = new Thinner(window, question.columns);
  digest.replay(Math.max(first - 1, 0), last + 1, thinner);
  const blocks = blocksOf(snapshot, part, numbers.ordinal);
  const samplesInWindow = await countSamples(snapshot, part, numbers, blocks, window, signal);
  return { ...thinner.finish(), samplesInWindow, thinned: true };
}

async function readSamples(asked: Asked, signal: AbortSignal): Promise<ThinnedSamples> {
  const { numbers, window, question, digests } = asked;
  const thinner = new Thinner(window, question.columns);
  const { chunks, preceding, whole } = openChunks(asked, signal);
  const digest = whole && numbers.count >= longVector ? new VectorDigest(numbers.count) : undefined;
  const both: SampleSink = {
    take(times, values, count) {
      thinner.take(times, values, count);
      digest?.take(times, values, count);
    },
  };
  const sink = transformInto(both, question.transform, question.window, preceding);
  for await (const { times, values, count } of chunks) {
    sink.take(times, values, count);
    if (thinner.isDone && !digest) break;
  }
  if (digest) digests.set(digestKey(asked), digest);
  return thinner.finish();
}

interface Chunks {
  readonly chunks: AsyncIterable<SampleColumns>;
  readonly preceding: Preceding;
  /** They are all of the vector, and can be found again. */
  readonly whole: boolean;
}

function openChunks({ snapshot, part, numbers, window, question }: Asked, signal: AbortSignal): Chunks {
  if (part.format === 'sqlite')
    return { chunks: readRows(snapshot, part, numbers, signal), preceding: { count: 0, sum: 0 }, whole: false };
  const all = blocksOf(snapshot, part, numbers.ordinal);
  const { blocks, preceding } = chooseBlocks(all, window, question.transform, question.window);
  return {
    chunks: readBlocks(snapshot, part, numbers, blocks, signal),
    preceding,
    whole: blocks.length === all.length,
  };
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
