import type { Histogram } from '../../../contract/results.ts';
import type { Part } from '../catalogue/snapshot.ts';
import { widths } from '../files/segments.ts';
import { statisticAt } from '../files/statistics.ts';
import { type CountedBins, mergeHistograms } from '../numbers/merge-histograms.ts';
import { naturally } from './natural-order.ts';
import { readBins } from './read-bins.ts';
import { segmentNumbers } from './segment-data.ts';
import type { Selection } from './selection.ts';

/** More histograms than this are not answered at once. */
const mostHistograms = 200;

interface Found {
  readonly part: Part;
  readonly place: number;
  readonly shape: number;
  readonly item: number;
}

/** Histograms of one place that belong together: those of one module at one parameter point. */
interface Point {
  readonly module: string;
  readonly name: string;
  readonly unit: string | undefined;
  readonly iterations: ReadonlyMap<string, string>;
  readonly found: Found[];
}

/** Histograms of a selection, one for each module and parameter point, merged over repetitions; or, unmerged, one for each run. */
export function listHistograms(selection: Selection, merge: boolean): Histogram[] {
  const points = findPoints(selection);
  const modules = new Set(points.map(point => point.module)).size;
  const histograms: Histogram[] = [];
  for (const point of points) {
    if (histograms.length >= mostHistograms) break;
    const all = point.found.map(found => read(selection, found));
    const merged = merge ? mergeHistograms(all) : undefined;
    if (merged) histograms.push(toHistogram(point, merged, all.length, modules));
    else
      for (const [index, one] of all.entries())
        histograms.push(
          toHistogram(point, one, 1, modules, all.length > 1 ? point.found[index]?.part.run.name : undefined),
        );
  }
  return histograms.slice(0, mostHistograms);
}

function findPoints(selection: Selection): Point[] {
  const points = new Map<string, Point>();
  const met = new Set<string>();
  for (const part of selection.parts) {
    for (const [place, shapeId] of part.layout.entries()) {
      for (const match of selection.matches(shapeId)) {
        if (!match.accepts(part)) continue;
        for (const item of match.items) {
          const { module, name, attributes } = match.shape.key(item);
          // The same run in two files, a copy of the other: it counts once.
          const identity = JSON.stringify([part.run.index, module, name, place, item]);
          if (met.has(identity)) continue;
          met.add(identity);
          const key = JSON.stringify([module, name, [...part.run.iterations]]);
          const { iterations } = part.run;
          const point = points.get(key) ?? { module, name, unit: attributes.unit, iterations, found: [] };
          points.set(key, point);
          point.found.push({ part, place, shape: shapeId, item });
        }
      }
    }
  }
  return [...points.values()].sort((a, b) => naturally(a.module, b.module) || comparePoints(a, b));
}

function comparePoints(a: Point, b: Point): number {
  for (const [name, value] of a.iterations) {
    const order = naturally(value, b.iterations.get(name) ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function read({ snapshot }: Selection, { part, place, shape, item }: Found): CountedBins {
  const numbers = segmentNumbers(snapshot, shape, part, place);
  const { binsAt, binsLength, ...statistic } = statisticAt(numbers, item * widths.statistic);
  return { statistic, bins: readBins(snapshot, part, binsAt, binsLength) };
}

function toHistogram(
  point: Point,
  { statistic, bins }: CountedBins,
  runs: number,
  modules: number,
  run?: string,
): Histogram {
  const variables = [...point.iterations].map(([name, value]) => `${name}=${value}`);
  const label = [...(modules > 1 || variables.length === 0 ? [point.module] : []), ...variables, ...(run ? [run] : [])];
  const { weights, mean, deviation, min, max } = statistic;
  return {
    label: label.join(', '),
    name: point.name,
    module: point.module,
    ...(point.unit === undefined ? {} : { unit: point.unit }),
    runs,
    count: weights,
    ...finite({ mean, standardDeviation: deviation, min, max }),
    underflow: bins.underflow,
    overflow: bins.overflow,
    edges: [...bins.edges],
    values: [...bins.values],
  };
}

function finite<T extends Record<string, number>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value))) as Partial<T>;
}
