import type { RecordedStatistic } from '../model.ts';
import { statisticFields } from './segments.ts';

/** A statistic as OMNeT++'s tools give it: mean and deviation come from the sums, which are what is recorded exactly. */
export interface Statistic {
  readonly weighted: boolean;
  readonly count: number;
  /** What the weights add up to; the count when there are none. */
  readonly weights: number;
  readonly mean: number;
  /** Of the sample; NaN for fewer than two values. */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  readonly recorded: RecordedStatistic;
}

/** Reads a statistic's numbers out of a segment. */
export function statisticAt(numbers: Float64Array, at: number): Statistic & { binsAt: number; binsLength: number } {
  const fields = Object.fromEntries(statisticFields.map((field, index) => [field, numbers[at + index]!]));
  const { binsAt, binsLength, ...recorded } = fields as unknown as RecordedStatistic & {
    binsAt: number;
    binsLength: number;
  };
  return { ...toStatistic(recorded), binsAt, binsLength };
}

/** Derives what follows from the recorded fields. */
export function toStatistic(recorded: RecordedStatistic): Statistic {
  const { count, min, max } = recorded;
  const weighted = !Number.isNaN(recorded.weights);
  const weights = weighted ? recorded.weights : count;
  const mean = (weighted ? recorded.weightedSum : recorded.sum) / weights;
  const deviation = deviationOf(recorded, weighted);
  return {
    weighted,
    count,
    weights,
    mean: Number.isNaN(mean) ? recorded.mean : mean,
    deviation: Number.isNaN(deviation) && count > 1 ? recorded.deviation : deviation,
    min,
    max,
    recorded,
  };
}

function deviationOf(recorded: RecordedStatistic, weighted: boolean): number {
  const { count, min, max, sum, sumOfSquares, weights, weightedSum, sumOfSquaredWeights } = recorded;
  if (count <= 1) return Number.NaN;
  if (min === max) return 0;
  const variance = weighted
    ? (weights * recorded.weightedSumOfSquares - weightedSum * weightedSum) / (weights * weights - sumOfSquaredWeights)
    : (sumOfSquares - (sum * sum) / count) / (count - 1);
  return Math.sqrt(Math.max(variance, 0));
}
