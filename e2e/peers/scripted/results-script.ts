import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';
import type { Estimate, FileWork, Pivot, ResultFile, ResultItem, ResultName } from '../../../contract/results.ts';
import type { RunId } from '../../../contract/runs.ts';
import type { Services } from '../../../electron/services/services.ts';
import { type CampaignPlan, projectFolder } from './campaigns-data.ts';
import {
  histogramOf,
  type ScriptedResult,
  type ScriptedRun,
  scalarOf,
  scriptedResults,
  scriptedRuns,
  vectorOf,
} from './results-data.ts';

type Source = { campaignId: string } | { folder: string };
type Selection = { source: Source; filter?: string | undefined; where: Record<string, string[]> };

/** Answers questions about results with computed ones; the same question always gets the same answer. */
export function createScriptedResults(
  planOf: (id: string) => CampaignPlan | undefined,
  samples = 20_000,
): Services['results'] {
  const runsOf = ({ source, where }: Pick<Selection, 'source' | 'where'>): ScriptedRun[] => {
    const plan = 'campaignId' in source ? planOf(source.campaignId) : planOf('ended');
    if (!plan) throw new Failure('request.not-found', { what: 'campaign', id: JSON.stringify(source) });
    return scriptedRuns(plan).filter(run =>
      Object.entries(where).every(([name, values]) => values.includes(run.values[name] ?? '')),
    );
  };
  const allRuns = (source: Source) => runsOf({ source, where: {} });
  const items = (selection: Selection & { types?: string[] | undefined }) =>
    runsOf(selection).flatMap(run => matching(selection).map(result => toItem(run, result)));
  return {
    files: async ({ source }) => ({
      files: allRuns(source).flatMap(toFiles),
      total: allRuns(source).length * 3,
      truncated: false,
    }),
    watchCatalogue: ({ source }, signal) => watchCatalogue(allRuns(source).length, signal),
    names: async selection => matching(selection).map(result => toName(result, runsOf(selection).length)),
    dimensions: async ({ source }) => toDimensions(allRuns(source)),
    runs: async selection => ({
      runs: runsOf(selection).slice(0, selection.limit).map(toRun),
      total: runsOf(selection).length,
    }),
    items: async ({ offset, limit, ...selection }) => {
      const all = items(selection);
      return { items: all.slice(offset, offset + limit), total: all.length };
    },
    pivot: async request => toPivot(request, runsOf(request)),
    vectors: async request => {
      const runs = allRuns(request.source);
      return request.ids.map(id => toVector(id, runs, request, samples));
    },
    histograms: async ({ name, merge, ...selection }) => toHistograms(name, merge, runsOf(selection)),
    export: ({ destination }, signal) => work(destination, 1, 4_200_000, signal),
    copy: ({ paths, destination }, signal) => work(destination, paths.length, paths.length * 1_240_000, signal),
    notebook: async ({ filter }) => ({ python: notebookOf(filter) }),
    reveal: async () => ({ shown: false }),
  };
}

function matching({
  filter,
  types,
}: {
  filter?: string | undefined;
  types?: readonly string[] | undefined;
}): ScriptedResult[] {
  if (filter !== undefined && !/=~|\*/.test(filter))
    throw new Failure('results.filter-invalid', {
      filter,
      position: 0,
      problem: 'expected a pattern such as name =~ "…"',
    });
  const name = /name =~ "?([^"\s]+)"?/.exec(filter ?? '')?.[1]?.replaceAll('*', '');
  return scriptedResults.filter(
    result => (!types || types.includes(result.type)) && (name === undefined || result.name.includes(name)),
  );
}

function toItem(run: ScriptedRun, result: ScriptedResult): ResultItem {
  const { type, name, module, unit, title } = result;
  const value = type === 'vector' ? 20_000 : scalarOf(run, result);
  return {
    id: `${run.id}|${name}`,
    type,
    run: run.id,
    module,
    name,
    value,
    ...(unit && { unit }),
    ...(title && { title }),
  };
}

function toName({ type, name, module, unit, title }: ScriptedResult, runs: number): ResultName {
  return { type, name, modules: [module], moduleCount: 1, runs, ...(unit && { unit }), ...(title && { title }) };
}

function toRun({ id, values, repetition }: ScriptedRun) {
  return { id, values, repetition };
}

function toDimensions(runs: readonly ScriptedRun[]) {
  const names = Object.keys(runs[0]?.values ?? {});
  const iterationVariables = names.map(name => {
    const values = [...new Set(runs.map(run => run.values[name] ?? ''))];
    return { name, values, valueCount: values.length, numeric: values.every(value => Number.isFinite(Number(value))) };
  });
  return {
    runs: runs.length,
    iterationVariables,
    attributes: [{ name: 'configname', values: ['Quick'], valueCount: 1 }],
  };
}

function toPivot(
  request: { name: string; x?: string | undefined; series: string[] },
  runs: readonly ScriptedRun[],
): Pivot {
  const result = scriptedResults.find(({ name }) => name === request.name) as ScriptedResult;
  const distinct = (key: (run: ScriptedRun) => string) => [...new Set(runs.map(key))];
  const xOf = (run: ScriptedRun) => (request.x === undefined ? 'all runs' : (run.values[request.x] ?? ''));
  const lineOf = (run: ScriptedRun) => request.series.map(name => `${name}=${run.values[name] ?? ''}`).join(', ');
  const xValues = distinct(xOf);
  const lines = distinct(lineOf).map(label => {
    const members = runs.filter(run => lineOf(run) === label);
    const values = Object.fromEntries(request.series.map(name => [name, members[0]?.values[name] ?? '']));
    const cells = xValues.map(x => toEstimate(members.filter(run => xOf(run) === x).map(run => scalarOf(run, result))));
    return { label, module: result.module, values, cells };
  });
  return {
    xValues,
    xNumeric: xValues.every(x => Number.isFinite(Number(x))),
    lines,
    valuesOmitted: 0,
    ...(result.unit && { unit: result.unit }),
  };
}

function toEstimate(values: readonly number[]): Estimate | undefined {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { n: 1, mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = (4.303 * Math.sqrt(variance)) / Math.sqrt(values.length);
  return { n: values.length, mean, standardDeviation: Math.sqrt(variance), low: mean - half, high: mean + half };
}

type VectorQuestion = {
  from?: number | undefined;
  to?: number | undefined;
  columns: number;
  transform: string;
  window: number;
};

function toVector(id: string, runs: readonly ScriptedRun[], question: VectorQuestion, samples: number) {
  const [runId = '', name = ''] = id.split('|');
  const run = runs.find(candidate => candidate.id === runId);
  const result = scriptedResults.find(candidate => candidate.name === name);
  if (!run || !result) throw new Failure('request.not-found', { what: 'result', id });
  const all = vectorOf(run, result, samples);
  const inWindow = all.times
    .map((time, index) => ({ time, value: all.values[index] ?? 0 }))
    .filter(({ time }) => time >= (question.from ?? 0) && time <= (question.to ?? Number.POSITIVE_INFINITY));
  const smooth = question.transform === 'moving-average' ? movingAverage(inWindow, question.window) : inWindow;
  const step = Math.max(1, Math.floor(smooth.length / (question.columns * 2)));
  const kept = smooth.filter((_, index) => index % step === 0);
  return {
    id,
    run: run.id,
    module: result.module,
    name: result.name,
    interpolation: result.unit === undefined ? ('sample-hold' as const) : ('none' as const),
    samplesInWindow: inWindow.length,
    samples,
    thinned: step > 1,
    times: pack(kept.map(({ time }) => time)),
    values: pack(kept.map(({ value }) => value)),
    ...(result.unit && { unit: result.unit }),
    ...(result.title && { title: result.title }),
  };
}

function pack(numbers: readonly number[]): string {
  return Buffer.from(new Float64Array(numbers).buffer).toString('base64');
}

function movingAverage(samples: ReadonlyArray<{ time: number; value: number }>, window: number) {
  let sum = 0;
  return samples.map(({ time, value }, index) => {
    sum += value - (index >= window ? (samples[index - window]?.value ?? 0) : 0);
    return { time, value: sum / Math.min(index + 1, window) };
  });
}

function toHistograms(name: string, merge: boolean, runs: readonly ScriptedRun[]) {
  const result = scriptedResults.find(candidate => candidate.name === name) as ScriptedResult;
  const labelOf = (run: ScriptedRun) =>
    Object.entries(run.values)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ') + (merge ? '' : ` #${run.repetition}`);
  const firsts = new Map(runs.map(run => [labelOf(run), run]));
  return [...firsts].map(([label, run]) => {
    const { mean, edges, values, count } = histogramOf(run, result);
    const spread = {
      standardDeviation: mean,
      min: 0,
      max: (edges.at(-1) ?? 0) * 1.2,
      underflow: 0,
      overflow: Math.round(count * 0.007),
    };
    const runsMerged = merge ? runs.filter(other => labelOf(other) === label).length : 1;
    return {
      label,
      name,
      module: result.module,
      runs: runsMerged,
      count,
      mean,
      ...spread,
      edges,
      values,
      ...(result.unit && { unit: result.unit }),
    };
  });
}

function toFiles(run: ScriptedRun, number: number): ResultFile[] {
  const values = Object.entries(run.values)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const base = `results/${run.id.split('-')[0]}-${values}-#${run.repetition}`;
  const common = {
    folder: projectFolder,
    modifiedAt: 1_784_540_000_000 + number * 7000,
    runId: `ended-${number}` as RunId,
    runState: 'finished' as const,
  };
  return [
    { ...common, path: `${base}.sca`, size: 21_400 + number * 13, kind: 'scalars' },
    {
      ...common,
      path: `${base}.vec`,
      size: 1_190_000 + number * 997,
      kind: 'vectors',
      ...(number === 7 && { problem: 'The last line is incomplete' }),
    },
    { ...common, path: `${base}.vci`, size: 4100 + number * 3, kind: 'index' },
  ];
}

async function* watchCatalogue(files: number, signal: AbortSignal) {
  yield { ready: true, files: files * 3, indexed: files * 3, items: files * 10, problems: 1 };
  await new Promise(resolve => signal.addEventListener('abort', resolve));
}

async function* work(destination: string, files: number, bytes: number, signal: AbortSignal): AsyncGenerator<FileWork> {
  for (let step = 0; step < 20 && !signal.aborted; step++) {
    yield {
      phase: 'working',
      progress: { stage: 'Copying', fraction: step / 20 },
      bytes: Math.round((bytes * step) / 20),
    };
    await pause(120, undefined, { signal }).catch(() => undefined);
  }
  if (!signal.aborted) yield { phase: 'done', path: destination, files, bytes };
}

function notebookOf(filter: string | undefined): string {
  return `from omnetpp.scave import results\n\ndf = results.read_result_files("${projectFolder}/results/*", filter_expression=${JSON.stringify(filter ?? '*')})\nresults.get_scalars(df, include_itervars=True)\n`;
}
