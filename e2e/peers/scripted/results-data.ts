import type { CampaignPlan } from './campaigns-data.ts';
import { createRandom, normal, seedOf } from './random.ts';

/** One run of a scripted result set. */
export interface ScriptedRun {
  /** The simulation's own run id. */
  readonly id: string;
  readonly values: Readonly<Record<string, string>>;
  readonly repetition: string;
}

/** A result that every run has. */
export interface ScriptedResult {
  readonly type: 'scalar' | 'statistic' | 'histogram' | 'vector';
  readonly name: string;
  readonly module: string;
  readonly unit?: string;
  readonly title?: string;
}

export const scriptedResults: readonly ScriptedResult[] = [
  { type: 'scalar', name: 'queueLength:timeavg', module: 'MM1.queue', title: 'queue length, time average' },
  { type: 'scalar', name: 'queueLength:max', module: 'MM1.queue', title: 'queue length, maximum' },
  { type: 'scalar', name: 'busy:timeavg', module: 'MM1.queue', title: 'server busy, time average' },
  { type: 'scalar', name: 'dropped:count', module: 'MM1.queue', title: 'dropped jobs, count' },
  { type: 'scalar', name: 'throughput', module: 'MM1.sink', unit: 'Hz', title: 'jobs leaving per second' },
  { type: 'statistic', name: 'lifeTime:stats', module: 'MM1.sink', unit: 's', title: 'lifetime of jobs, statistics' },
  {
    type: 'histogram',
    name: 'queueingTime:histogram',
    module: 'MM1.queue',
    unit: 's',
    title: 'queueing time, histogram',
  },
  {
    type: 'histogram',
    name: 'lifeTime:histogram',
    module: 'MM1.sink',
    unit: 's',
    title: 'lifetime of jobs, histogram',
  },
  { type: 'vector', name: 'queueLength:vector', module: 'MM1.queue', title: 'queue length, vector' },
  { type: 'vector', name: 'lifeTime:vector', module: 'MM1.sink', unit: 's', title: 'lifetime of jobs, vector' },
];

/** The runs of a plan, as its result files would name them. */
export function scriptedRuns(plan: CampaignPlan): ScriptedRun[] {
  const points = plan.variables.reduce<Array<Record<string, string>>>(
    (all, [name, values]) => all.flatMap(point => values.map(value => ({ ...point, [name]: value }))),
    [{}],
  );
  return points.flatMap((values, point) =>
    Array.from({ length: plan.repetitions }, (_, repetition) => ({
      id: `${plan.configuration}-${point * plan.repetitions + repetition}-20260720-10:14:0${repetition}-4711`,
      values,
      repetition: String(repetition),
    })),
  );
}

/** The load a run's parameters mean; decides how long its queue gets. */
export function loadOf({ values }: ScriptedRun): number {
  if (values.serviceTime !== undefined) return Number(values.serviceTime) / Number(values.interarrivalTime ?? 1);
  if (values.users !== undefined) return Math.min(0.97, Number(values.users) / 40);
  return Number(values.load ?? 0.6);
}

/** A scalar's value: theory's, with the noise of a finite run. */
export function scalarOf(run: ScriptedRun, result: ScriptedResult): number {
  const random = createRandom(seedOf(run.id + result.name));
  const load = Math.min(0.985, loadOf(run));
  const noise = 1 + normal(random) * 0.05 * (0.3 + load);
  switch (result.name) {
    case 'queueLength:timeavg':
      return (load ** 2 / (1 - load)) * noise;
    case 'queueLength:max':
      return Math.round((8 * load) / (1 - load) + 2 + random() * 6);
    case 'busy:timeavg':
      return Math.min(1, load * (1 + normal(random) * 0.01));
    case 'dropped:count':
      return run.values.capacity === '5' ? Math.round(load ** 6 * 4000 * noise) : 0;
    case 'throughput':
      return (1 / Number(run.values.interarrivalTime ?? 1)) * (1 + normal(random) * 0.004);
    default:
      return (Number(run.values.serviceTime ?? load) / (1 - load)) * noise;
  }
}

/** A vector: a queue's length, or the lives of its jobs, over simulated time. */
export function vectorOf(
  run: ScriptedRun,
  result: ScriptedResult,
  samples: number,
): { times: number[]; values: number[] } {
  const random = createRandom(seedOf(run.id + result.name));
  const load = loadOf(run);
  const times: number[] = [];
  const values: number[] = [];
  let time = 0;
  let length = 0;
  for (let index = 0; index < samples; index++) {
    time += -Math.log(1 - random()) * (60_000 / samples);
    length = Math.max(0, length + (random() < load / (1 + load) ? 1 : -1));
    times.push(time);
    values.push(result.unit === undefined ? length : 0.3 + length * 0.7 * (0.6 + random() * 0.8));
  }
  return { times, values };
}

/** An exponential histogram, which is what queueing and life times make. */
export function histogramOf(run: ScriptedRun, result: ScriptedResult, bins = 40) {
  const random = createRandom(seedOf(run.id + result.name));
  const mean = Number(run.values.serviceTime ?? 0.5) / (1 - Math.min(0.97, loadOf(run)));
  const width = (mean * 5) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, index) => index * width);
  const count = 20_000;
  const share = (edge: number) => 1 - Math.exp(-edge / mean);
  const values = Array.from({ length: bins }, (_, index) =>
    Math.round(count * (share((index + 1) * width) - share(index * width)) * (1 + normal(random) * 0.04)),
  );
  return { mean, edges, values, count };
}
