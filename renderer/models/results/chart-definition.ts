import { z } from 'zod';
import { VectorTransform } from '../../../contract/results.ts';

const Where = z.record(z.string(), z.array(z.string()));

/** One result of one module. */
export const ResultChoice = z.object({ name: z.string(), module: z.string() });
export type ResultChoice = z.infer<typeof ResultChoice>;

/** Scalars over an iteration variable. */
export const ScalarChart = z.object({
  kind: z.literal('scalars'),
  results: z.array(ResultChoice),
  x: z.string().optional(),
  series: z.array(z.string()),
  where: Where,
  logX: z.boolean(),
  logY: z.boolean(),
  errorBars: z.boolean(),
  /** For statistics: which of their numbers. */
  field: z.string().optional(),
});
export type ScalarChart = z.infer<typeof ScalarChart>;

/** Vectors of several runs over simulated time. */
export const VectorChart = z.object({
  kind: z.literal('vectors'),
  result: ResultChoice.optional(),
  /** The simulation's own run ids. */
  runs: z.array(z.string()),
  from: z.number().optional(),
  to: z.number().optional(),
  transform: VectorTransform,
  window: z.number().int().min(2),
});
export type VectorChart = z.infer<typeof VectorChart>;

/** Histograms of several points over each other. */
export const HistogramChart = z.object({
  kind: z.literal('histograms'),
  result: ResultChoice.optional(),
  where: Where,
  merge: z.boolean(),
  shape: z.enum(['count', 'density', 'cumulative']),
  logY: z.boolean(),
});
export type HistogramChart = z.infer<typeof HistogramChart>;

/** Everything that makes a chart: what an address holds and what is saved with a campaign. */
export const ChartDefinition = z.discriminatedUnion('kind', [ScalarChart, VectorChart, HistogramChart]);
export type ChartDefinition = z.infer<typeof ChartDefinition>;

export const emptyScalarChart: ScalarChart = {
  kind: 'scalars',
  results: [],
  series: [],
  where: {},
  logX: false,
  logY: false,
  errorBars: true,
};
export const emptyVectorChart: VectorChart = { kind: 'vectors', runs: [], transform: 'none', window: 100 };
export const emptyHistogramChart: HistogramChart = {
  kind: 'histograms',
  where: {},
  merge: true,
  shape: 'density',
  logY: false,
};

/** Reads the chart in an address; undefined when there is none or it is not one of ours. */
export function readChart(search: string): ChartDefinition | undefined {
  const text = new URLSearchParams(search).get('chart');
  if (text === null) return undefined;
  try {
    const parsed = ChartDefinition.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Somebody cut the address short; the screen starts with its usual chart.
    return undefined;
  }
}

/** Writes a chart into the search part of an address. */
export function writeChart(chart: ChartDefinition): string {
  return `?${new URLSearchParams({ view: chart.kind, chart: JSON.stringify(chart) })}`;
}

/** The variables of a result set with their values. */
export interface Dimensions {
  readonly runs: number;
  readonly iterationVariables: ReadonlyArray<{ name: string; values: string[]; numeric: boolean }>;
}

const mostLines = 12;

/**
 * Chooses axes for a first look: the numeric variable with the most values lies along x, others make lines as long as there are few,
 * and what is left is held at its first value, since averaging over it would mix what differs on purpose.
 */
export function suggestScalarChart(chart: ScalarChart, { iterationVariables }: Dimensions): ScalarChart {
  const varied = iterationVariables.filter(({ values }) => values.length > 1);
  const [x] = [...varied].sort((a, b) => Number(b.numeric) - Number(a.numeric) || b.values.length - a.values.length);
  const series: string[] = [];
  const where: Record<string, string[]> = {};
  let lines = 1;
  for (const { name, values } of varied) {
    if (name === x?.name) continue;
    if (lines * values.length <= mostLines) {
      series.push(name);
      lines *= values.length;
    } else where[name] = values.slice(0, 1);
  }
  return { ...chart, ...(x && { x: x.name }), series, where };
}

/** Variables that a chart averages over although they differ on purpose: worth a word beside it. */
export function averagedVariables(chart: ScalarChart, { iterationVariables }: Dimensions): string[] {
  return iterationVariables
    .filter(({ name, values }) => values.length > 1 && name !== chart.x && !chart.series.includes(name))
    .filter(({ name }) => (chart.where[name]?.length ?? 2) > 1)
    .map(({ name }) => name);
}
