import { Failure } from '../../../contract/failure.ts';
import type { Estimate, Pivot } from '../../../contract/results.ts';
import type { Part } from '../catalogue/snapshot.ts';
import { statisticFields, vectorFields, widths } from '../files/segments.ts';
import { type Statistic, statisticAt } from '../files/statistics.ts';
import type { ItemKind } from '../model.ts';
import { estimate } from '../numbers/estimate.ts';
import { naturally, toNumber } from './natural-order.ts';
import { segmentsOfShape } from './segment-data.ts';
import type { Selection, ShapeMatch } from './selection.ts';

/** See `PivotRequest` of the contract; which items, is the selection's. */
export interface PivotQuestion {
  readonly x: string | undefined;
  readonly series: readonly string[];
  readonly field: string | undefined;
  readonly confidence: number;
}

/** A chart with more lines than this tells nobody anything. */
const mostLines = 500;
/** With so many values no further line is begun, however few lines there are. */
const mostValues = 2_000_000;

type Reader = (numbers: Float64Array, item: number) => number;

/** The values of one line as they come, each with its x value and its run. */
interface Line {
  readonly module: string;
  readonly series: string;
  readonly values: ReadonlyMap<string, string>;
  readonly xs: string[];
  readonly runs: number[];
  readonly numbers: number[];
}

/** All lines, and how many values they have and have not. */
interface Collected {
  readonly lines: Map<string, Line>;
  values: number;
  omitted: number;
}

/** One value of each run, arranged over iteration variables, and averaged over repetitions. */
export function pivot(selection: Selection, question: PivotQuestion): Pivot {
  const kind = preferredKind(selection);
  const collected: Collected = { lines: new Map(), values: 0, omitted: 0 };
  let unit: string | undefined;
  for (const [shapeId, parts] of selection.partsByShape()) {
    for (const match of selection.matches(shapeId)) {
      const wanted = { ...match, items: match.items.filter(item => isSameKind(match.shape.kind(item), kind)) };
      if (wanted.items.length === 0) continue;
      unit ??= match.shape.attributes(wanted.items[0]!).unit;
      collect(selection, wanted, parts, question, collected);
    }
  }
  const isCount = question.field === 'count' || question.field === 'weights';
  return toPivot(collected, question, isCount ? undefined : unit);
}

// One name can stand for a scalar and a vector: the plainer one is meant.
function preferredKind(selection: Selection): ItemKind | undefined {
  const kinds = new Set<ItemKind>();
  for (const shapeId of selection.partsByShape().keys())
    for (const { shape, items } of selection.matches(shapeId)) for (const item of items) kinds.add(shape.kind(item));
  return (['scalar', 'statistic', 'histogram', 'vector'] as const).find(kind => kinds.has(kind));
}

function isSameKind(kind: ItemKind, wanted: ItemKind | undefined): boolean {
  const isStatistic = (name: ItemKind | undefined) => name === 'statistic' || name === 'histogram';
  return kind === wanted || (isStatistic(kind) && isStatistic(wanted));
}

function collect(
  selection: Selection,
  { shape, items, accepts }: ShapeMatch,
  parts: readonly Part[],
  question: PivotQuestion,
  collected: Collected,
): void {
  const byId = new Map(parts.filter(accepts).map(part => [part.id, part]));
  const read = readerOf(shape.kind(items[0]!), question.field);
  for (const [id, numbers] of segmentsOfShape(selection.snapshot, shape.id)) {
    const part = byId.get(id);
    if (!part) continue;
    const series = seriesOf(part, question.series);
    const x = question.x === undefined ? '' : (part.run.iterations.get(question.x) ?? '');
    for (const item of items) {
      const line = lineOf(collected, shape.module(item), series, part, question.series);
      if (line) add(collected, line, x, part.run.index, read(numbers, item));
      else collected.omitted++;
    }
  }
}

function readerOf(kind: ItemKind, field: string | undefined): Reader {
  const width = kind === 'scalar' ? widths.scalar : kind === 'vector' ? widths.vector : widths.statistic;
  if (kind === 'scalar') return (numbers, item) => numbers[item]!;
  if (kind === 'vector') return vectorReader(field ?? 'mean', width);
  const name = fieldOf(field ?? 'mean');
  return (numbers, item) => name(statisticAt(numbers, item * width));
}

const statisticNames: Readonly<Record<string, (statistic: Statistic) => number>> = {
  count: ({ count }) => count,
  mean: ({ mean }) => mean,
  stddev: ({ deviation }) => deviation,
  min: ({ min }) => min,
  max: ({ max }) => max,
  sum: ({ weighted, recorded }) => (weighted ? recorded.weightedSum : recorded.sum),
  sqrsum: ({ weighted, recorded }) => (weighted ? recorded.weightedSumOfSquares : recorded.sumOfSquares),
  weights: ({ weights }) => weights,
};

function fieldOf(field: string): (statistic: Statistic) => number {
  const read = Object.hasOwn(statisticNames, field) ? statisticNames[field] : undefined;
  if (!read)
    throw new Failure('request.invalid', {
      problem: `field: ${field} is none of ${Object.keys(statisticNames).join(', ')}`,
    });
  return read;
}

// A vector's own statistics, as its index has them.
function vectorReader(field: string, width: number): Reader {
  const at = (numbers: Float64Array, item: number, name: (typeof vectorFields)[number]) =>
    numbers[item * width + vectorFields.indexOf(name)]!;
  const read = fieldOf(field);
  return (numbers, item) => {
    const [count, sum, sumOfSquares] = [
      at(numbers, item, 'count'),
      at(numbers, item, 'sum'),
      at(numbers, item, 'sumOfSquares'),
    ];
    const row = new Float64Array(statisticFields.length).fill(Number.NaN);
    row.set([count, Number.NaN, Number.NaN, at(numbers, item, 'min'), at(numbers, item, 'max'), sum, sumOfSquares]);
    return read(statisticAt(row, 0));
  };
}

function seriesOf(part: Part, names: readonly string[]): string {
  return names.map(name => JSON.stringify(part.run.iterations.get(name) ?? '')).join();
}

function lineOf(
  { lines, values }: Collected,
  module: string,
  series: string,
  part: Part,
  names: readonly string[],
): Line | undefined {
  const key = `${module} ${series}`;
  const known = lines.get(key);
  if (known) return known;
  if (lines.size >= mostLines || values >= mostValues) return undefined;
  const variables = new Map(names.map(name => [name, part.run.iterations.get(name) ?? '']));
  const line = { module, series, values: variables, xs: [], runs: [], numbers: [] };
  lines.set(key, line);
  return line;
}

function add(collected: Collected, line: Line, x: string, run: number, value: number): void {
  collected.values++;
  line.xs.push(x);
  line.runs.push(run);
  line.numbers.push(value);
}

function toPivot(collected: Collected, { x, confidence }: PivotQuestion, unit: string | undefined): Pivot {
  const lines = [...collected.lines.values()];
  const xValues = [...new Set(lines.flatMap(line => [...new Set(line.xs)]))].sort(naturally);
  const modules = new Set(lines.map(line => line.module)).size;
  const series = new Set(lines.map(line => line.series)).size;
  lines.sort((a, b) => naturally(a.module, b.module) || compareValues(a.values, b.values));
  return {
    xValues,
    xNumeric: x !== undefined && xValues.length > 0 && xValues.every(value => toNumber(value) !== undefined),
    ...(unit === undefined ? {} : { unit }),
    lines: lines.map(line => ({
      label: labelOf(line, modules, series),
      module: line.module,
      values: Object.fromEntries(line.values),
      cells: cellsOf(line, xValues, confidence),
    })),
    valuesOmitted: collected.omitted,
  };
}

// A run that recorded a value twice still counts once, with the mean of both.
function cellsOf(
  { xs, runs, numbers }: Line,
  xValues: readonly string[],
  confidence: number,
): Array<Estimate | undefined> {
  const cells = new Map(xValues.map(x => [x, new Map<number, number[]>()]));
  for (const [index, number] of numbers.entries()) {
    const cell = cells.get(xs[index]!)!;
    const run = cell.get(runs[index]!);
    if (run) run.push(number);
    else cell.set(runs[index]!, [number]);
  }
  return [...cells.values()].map(cell => estimate([...cell.values()].map(meanOfOne), confidence));
}

function meanOfOne(values: readonly number[]): number {
  return values.length === 1 ? values[0]! : values.reduce((sum, value) => sum + value) / values.length;
}

function compareValues(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): number {
  for (const [name, value] of a) {
    const order = naturally(value, b.get(name) ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

// Only what tells lines apart.
function labelOf({ module, values }: Line, modules: number, series: number): string {
  const variables = [...values].map(([name, value]) => `${name}=${value}`);
  return [...(modules > 1 || series <= 1 ? [module] : []), ...variables].join(', ');
}
