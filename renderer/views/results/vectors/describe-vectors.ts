import type { VectorChart } from '../../../models/results/chart-definition.ts';
import type { Vector } from '../../../models/results/vector-answers.ts';
import { formatCounted, formatValue, formatWithUnit } from '../../../words/format-number.ts';
import { rangeOf } from './time-range.ts';

/** A vector chart in one sentence. */
export function describeVectors(chart: VectorChart, vectors: readonly Vector[]): string {
  const { from, to } = rangeOf(chart, vectors);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of vectors)
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  const unit = vectors[0]?.unit;
  const name = chart.result?.name ?? 'Vectors';
  const span = `from ${formatValue(from)} s to ${formatValue(to)} s of simulated time`;
  const values = low <= high ? `, values from ${formatWithUnit(low, unit)} to ${formatWithUnit(high, unit)}` : '';
  return `${name} of ${formatCounted(vectors.length, 'run')} ${span}${values}.`;
}
