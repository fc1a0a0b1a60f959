import { z } from 'zod';
import { Bytes, call, Moment, Progress, watch } from './call.ts';
import { CampaignId, RunId, RunState } from './runs.ts';

/** Where results are looked for: a campaign of ours, or any folder with result files in it. */
export const ResultSource = z.union([z.object({ campaignId: CampaignId }), z.object({ folder: z.string() })]);
export type ResultSource = z.infer<typeof ResultSource>;

export const ResultType = z.enum(['scalar', 'statistic', 'histogram', 'vector', 'parameter']);
export type ResultType = z.infer<typeof ResultType>;

/**
 * Which results: OMNeT++'s own filter language (`name =~ "queueingTime:*" AND module =~ **.queue`), and the runs.
 * Run ids inside results (`ResultRun.id`) are the simulation's own run ids, not ours.
 */
export const ResultSelection = z.object({
  source: ResultSource,
  filter: z.string().optional(),
  /** Iteration variable → accepted values. */
  where: z.record(z.string(), z.array(z.string())).default({}),
});
export type ResultSelection = z.infer<typeof ResultSelection>;

/** One simulation execution as its result files tell it: what names the lines of a chart. */
export const ResultRun = z.object({
  /** The simulation's own run id. */
  id: z.string(),
  /** Iteration variable → value. */
  values: z.record(z.string(), z.string()),
  repetition: z.string().optional(),
  /** Our run, where the results are a campaign's. */
  runId: RunId.optional(),
});
export type ResultRun = z.infer<typeof ResultRun>;

export const ResultFile = z.object({
  /** Relative to `folder`. */
  path: z.string(),
  folder: z.string(),
  size: Bytes,
  modifiedAt: Moment,
  kind: z.enum(['scalars', 'vectors', 'index', 'log', 'other']),
  runId: RunId.optional(),
  runState: RunState.optional(),
  /** The catalogue could not read all of it: truncated, unknown lines. */
  problem: z.string().optional(),
});
export type ResultFile = z.infer<typeof ResultFile>;

export const ResultItem = z.object({
  /** Stable within the source: what vector and histogram questions take. */
  id: z.string(),
  type: ResultType,
  /** The simulation's run id. */
  run: z.string(),
  module: z.string(),
  name: z.string(),
  /** A scalar's value, a statistic's mean, a vector's sample count; a parameter has text instead. */
  value: z.number().optional(),
  text: z.string().optional(),
  unit: z.string().optional(),
  title: z.string().optional(),
});
export type ResultItem = z.infer<typeof ResultItem>;

export const ResultName = z.object({
  type: ResultType,
  name: z.string(),
  modules: z.array(z.string()),
  moduleCount: z.number().int(),
  runs: z.number().int(),
  unit: z.string().optional(),
  title: z.string().optional(),
});
export type ResultName = z.infer<typeof ResultName>;

/** Mean over repetitions with its spread. `low` and `high` bound the confidence interval (Student t); absent for n < 2. */
export const Estimate = z.object({
  /** Repetitions with a finite value. */
  n: z.number().int(),
  mean: z.number(),
  standardDeviation: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
  /** Repetitions whose value is infinite or not a number: they are left out. */
  notFinite: z.number().int().optional(),
});
export type Estimate = z.infer<typeof Estimate>;

export const PivotRequest = ResultSelection.extend({
  name: z.string(),
  /** A module path or pattern; several matching modules make several lines. */
  module: z.string().optional(),
  /** Iteration variable along x; absent: one row of all runs. */
  x: z.string().optional(),
  /** Iteration variables whose values make separate lines. */
  series: z.array(z.string()).default([]),
  /** For statistics: the field (mean, max, count …). */
  field: z.string().optional(),
  confidence: z.number().min(0.5).max(0.9999).default(0.95),
});
export type PivotRequest = z.infer<typeof PivotRequest>;

export const Pivot = z.object({
  xValues: z.array(z.string()),
  /** True when every x value is a number, so that a true axis may be drawn. */
  xNumeric: z.boolean(),
  unit: z.string().optional(),
  lines: z.array(
    z.object({
      label: z.string(),
      module: z.string(),
      values: z.record(z.string(), z.string()),
      /** Aligned with `xValues`; absent where no run has a finite value. */
      cells: z.array(Estimate.optional()),
    }),
  ),
  /** Values that are in no line, because there would be more than 500 lines. */
  valuesOmitted: z.number().int(),
});
export type Pivot = z.infer<typeof Pivot>;

/**
 * Numbers as one text: base64 of their bytes as 64-bit floating point, little end first. It is carried faster than many numbers are, and keeps NaN and infinities;
 * `unpackNumbers` takes them out.
 */
export const PackedNumbers = z.string();

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = new Uint8Array(128);
for (let value = 0; value < base64.length; value++) sixBits[base64.charCodeAt(value)] = value;

/** Takes packed numbers out. */
export function unpackNumbers(packed: string): Float64Array<ArrayBuffer> {
  const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((packed.length / 4) * 3);
  for (let from = 0, to = 0; from < packed.length; from += 4, to += 3) {
    const upper = (bitsAt(packed, from) << 6) | bitsAt(packed, from + 1);
    const bits = (upper << 12) | (bitsAt(packed, from + 2) << 6) | bitsAt(packed, from + 3);
    bytes[to] = bits >> 16;
    bytes[to + 1] = bits >> 8;
    bytes[to + 2] = bits;
  }
  return new Float64Array(bytes.buffer, 0, Math.floor((bytes.length - padding) / 8));
}

function bitsAt(packed: string, place: number): number {
  return sixBits[packed.charCodeAt(place)] ?? 0;
}

export const VectorTransform = z.enum(['none', 'moving-average', 'running-average', 'difference', 'rate']);

export const VectorRequest = z.object({
  source: ResultSource,
  /** ResultItem ids. */
  ids: z.array(z.string()).min(1).max(64),
  /** Simulated seconds. */
  from: z.number().optional(),
  to: z.number().optional(),
  /** Pixel columns: at most five samples a column come back (first, min, max, last, and a gap if there is one). */
  columns: z.number().int().min(2).max(8192).default(1200),
  transform: VectorTransform.default('none'),
  /** Samples in the moving average's window. */
  window: z.number().int().min(2).default(100),
});
export type VectorRequest = z.infer<typeof VectorRequest>;

export const VectorSamples = z.object({
  id: z.string(),
  run: z.string(),
  module: z.string(),
  name: z.string(),
  unit: z.string().optional(),
  title: z.string().optional(),
  /** Names of values, as OMNeT++ writes them: `IDLE=0,BUSY=1`. */
  enum: z.string().optional(),
  interpolation: z.enum(['none', 'sample-hold', 'backward-sample-hold', 'linear']).optional(),
  /** Samples in the window before thinning, and in the whole vector. */
  samplesInWindow: z.number().int(),
  samples: z.number().int(),
  thinned: z.boolean(),
  /** Simulated seconds. The last sample before the window and the first behind it come too, so that lines reach its edges. */
  times: PackedNumbers,
  /** As many as times. NaN is a gap. */
  values: PackedNumbers,
});
export type VectorSamples = z.infer<typeof VectorSamples>;

export const Histogram = z.object({
  label: z.string(),
  name: z.string(),
  module: z.string(),
  unit: z.string().optional(),
  runs: z.number().int(),
  /** Values, or what their weights add up to. */
  count: z.number(),
  /** Absent when there is nothing to tell: no values, or for the deviation fewer than two. */
  mean: z.number().optional(),
  standardDeviation: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  underflow: z.number(),
  overflow: z.number(),
  /** n + 1 edges for n values. */
  edges: z.array(z.number()),
  values: z.array(z.number()),
});
export type Histogram = z.infer<typeof Histogram>;

export const ExportFormat = z.enum(['CSV-R', 'CSV-S', 'JSON']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Long work on files: how far, and at last what came of it. */
export const FileWork = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('working'), progress: Progress, bytes: Bytes }),
  z.object({ phase: z.literal('done'), path: z.string(), files: z.number().int(), bytes: Bytes }),
]);
export type FileWork = z.infer<typeof FileWork>;

export const results = {
  /** Files in order of their paths; `total` counts all, `truncated` says that more follow. */
  files: call(
    z.object({
      source: ResultSource,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(10_000).default(5000),
    }),
    z.object({ files: z.array(ResultFile), total: z.number().int(), truncated: z.boolean() }),
  ),
  /** How far the catalogue is; when it says `ready`, questions see everything that is on disk. */
  watchCatalogue: watch(
    z.object({ source: ResultSource }),
    z.object({
      ready: z.boolean(),
      files: z.number().int(),
      indexed: z.number().int(),
      items: z.number().int(),
      problems: z.number().int(),
    }),
  ),
  /** Distinct result names with their modules: what a browser lists. */
  names: call(ResultSelection.extend({ types: z.array(ResultType).optional() }), z.array(ResultName)),
  /** Run attributes and iteration variables with their values. */
  dimensions: call(
    z.object({ source: ResultSource }),
    z.object({
      runs: z.number().int(),
      /** At most 1000 values of each are listed; `valueCount` counts all. */
      iterationVariables: z.array(
        z.object({ name: z.string(), values: z.array(z.string()), valueCount: z.number().int(), numeric: z.boolean() }),
      ),
      attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()), valueCount: z.number().int() })),
    }),
  ),
  /** The runs with the wanted iteration variables, at most `limit` of them; `total` counts all. */
  runs: call(
    z.object({
      source: ResultSource,
      where: ResultSelection.shape.where,
      limit: z.number().int().min(1).max(5000).default(1000),
    }),
    z.object({ runs: z.array(ResultRun), total: z.number().int() }),
  ),
  items: call(
    ResultSelection.extend({
      types: z.array(ResultType).optional(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(5000).default(500),
    }),
    z.object({ items: z.array(ResultItem), total: z.number().int() }),
  ),
  pivot: call(PivotRequest, Pivot),
  vectors: call(VectorRequest, z.array(VectorSamples)),
  /** Histograms of one name, merged over repetitions where bins allow it; at most 200. */
  histograms: call(
    ResultSelection.extend({ name: z.string(), module: z.string().optional(), merge: z.boolean().default(true) }),
    z.array(Histogram),
  ),
  /** Writes what a selection holds to a file; the formats are those of OMNeT++'s own export tool. */
  export: watch(
    ResultSelection.extend({
      format: ExportFormat,
      types: z.array(ResultType).optional(),
      destination: z.string(),
      overwrite: z.boolean().default(false),
    }),
    FileWork,
  ),
  /** Copies result files to a folder, keeping their relative paths and times. */
  copy: watch(z.object({ source: ResultSource, paths: z.array(z.string()).min(1), destination: z.string() }), FileWork),
  /** Python that loads the same data with `omnetpp.scave`. */
  notebook: call(ResultSelection, z.object({ python: z.string() })),
  /** Shows a file or folder in the desktop's file viewer; false where there is no desktop. */
  reveal: call(z.object({ path: z.string() }), z.object({ shown: z.boolean() })),
};
