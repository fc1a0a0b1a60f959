import type { Histogram, ResultSource } from '../../../contract/results.ts';
import type { Line } from '../../client/follow.ts';
import { Answered } from '../answered.ts';
import type { HistogramChart } from './chart-definition.ts';

/** Asks for the histograms of a chart. */
export function askHistograms(line: Line, source: ResultSource): Answered<HistogramChart, Histogram[]> {
  return new Answered(line, async (client, { result, where, merge }: HistogramChart, signal) => {
    if (!result) return [];
    return client.results.histograms({ source, name: result.name, module: result.module, where, merge }, signal);
  });
}

/** What a bin's height means: how many, how dense, or how many up to here (as a share of all). */
export type HistogramShape = HistogramChart['shape'];

/** A histogram's outline as steps: at each edge the height of the bin that begins there. */
export function toSteps(histogram: Histogram, shape: HistogramShape): Array<{ x: number; y: number }> {
  const { edges, values, count, underflow } = histogram;
  let sum = underflow;
  const heights = values.map((value, index) => {
    sum += value;
    if (shape === 'count') return value;
    if (shape === 'cumulative') return count === 0 ? 0 : sum / count;
    const width = (edges[index + 1] ?? 0) - (edges[index] ?? 0);
    return count === 0 || width === 0 ? 0 : value / count / width;
  });
  return edges.map((x, index) => ({ x, y: heights[index] ?? (shape === 'cumulative' ? (heights.at(-1) ?? 0) : 0) }));
}
