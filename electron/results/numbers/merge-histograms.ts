import { type Statistic, toStatistic } from '../files/statistics.ts';
import type { HistogramBins, RecordedStatistic } from '../model.ts';

/** A histogram with its statistic. */
export interface CountedBins {
  readonly statistic: Statistic;
  readonly bins: HistogramBins;
}

/**
 * Adds up histograms whose bins fit: the merged edges are those that all of them have, where they reach. Beyond a histogram's last edge nothing of it is known but
 * its overflow, so only without one may others go on there. Undefined when too few edges are common for the sum to show anything.
 */
export function mergeHistograms(all: readonly CountedBins[]): CountedBins | undefined {
  const [first] = all;
  if (!first) return undefined;
  if (all.length === 1) return first;
  const edges = commonEdges(all.map(({ bins }) => bins));
  const fewest = Math.min(...all.map(({ bins }) => bins.values.length));
  if (edges.length < 2 || (edges.length - 1) * 2 < fewest) return undefined;
  return { statistic: mergeStatistics(all.map(({ statistic }) => statistic)), bins: addUp(all, edges) };
}

function commonEdges(all: readonly HistogramBins[]): number[] {
  const reaches = all.map(bins => ({
    from: bins.edges[0] ?? Infinity,
    to: bins.edges.at(-1) ?? -Infinity,
    own: new Set(bins.edges),
    ...bins,
  }));
  const filled = reaches.filter(({ values }) => values.length > 0);
  const lowest = Math.max(...filled.filter(({ underflow }) => underflow !== 0).map(({ from }) => from));
  const highest = Math.min(...filled.filter(({ overflow }) => overflow !== 0).map(({ to }) => to));
  const candidates = [...new Set(filled.flatMap(({ edges }) => edges))].sort((a, b) => a - b);
  return candidates.filter(
    edge =>
      edge >= lowest &&
      edge <= highest &&
      filled.every(({ from, to, own }) => edge <= from || edge >= to || own.has(edge)),
  );
}

function addUp(all: readonly CountedBins[], edges: readonly number[]): HistogramBins {
  const values = new Array<number>(edges.length - 1).fill(0);
  let underflow = 0;
  let overflow = 0;
  for (const { bins } of all) {
    underflow += bins.underflow;
    overflow += bins.overflow;
    let into = 0;
    for (const [index, value] of bins.values.entries()) {
      const from = bins.edges[index]!;
      while (into < values.length && edges[into + 1]! <= from) into++;
      if (from < edges[0]!) underflow += value;
      else if (into === values.length) overflow += value;
      else values[into]! += value;
    }
  }
  return { underflow, overflow, edges, values };
}

// The statistic of all values together.
function mergeStatistics(all: readonly Statistic[]): Statistic {
  const filled = all.filter(({ count }) => count > 0);
  const total = (read: (recorded: RecordedStatistic) => number) =>
    filled.reduce((sum, { recorded }) => sum + read(recorded), 0);
  const weighted = filled.some(statistic => statistic.weighted);
  const sums = weighted
    ? {
        sum: Number.NaN,
        sumOfSquares: Number.NaN,
        weights: total(({ weights }) => weights),
        weightedSum: total(({ weightedSum }) => weightedSum),
        sumOfSquaredWeights: total(({ sumOfSquaredWeights }) => sumOfSquaredWeights),
        weightedSumOfSquares: total(({ weightedSumOfSquares }) => weightedSumOfSquares),
      }
    : {
        sum: total(({ sum }) => sum),
        sumOfSquares: total(({ sumOfSquares }) => sumOfSquares),
        weights: Number.NaN,
        weightedSum: Number.NaN,
        sumOfSquaredWeights: Number.NaN,
        weightedSumOfSquares: Number.NaN,
      };
  return toStatistic({
    count: filled.reduce((sum, { count }) => sum + count, 0),
    mean: Number.NaN,
    deviation: Number.NaN,
    min: filled.length === 0 ? Number.NaN : Math.min(...filled.map(({ min }) => min)),
    max: filled.length === 0 ? Number.NaN : Math.max(...filled.map(({ max }) => max)),
    ...sums,
  });
}
