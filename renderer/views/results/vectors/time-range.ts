import type { VectorChart } from '../../../models/results/chart-definition.ts';
import type { Vector } from '../../../models/results/vector-answers.ts';

/** A part of simulated time, in seconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The part of simulated time a chart shows: as chosen, else all that was recorded. */
export function rangeOf(chart: Pick<VectorChart, 'from' | 'to'>, vectors: readonly Vector[]): TimeRange {
  const starts = vectors.flatMap(({ times }) => times[0] ?? []);
  const ends = vectors.flatMap(({ times }) => times.at(-1) ?? []);
  return {
    from: chart.from ?? (starts.length > 0 ? Math.min(...starts) : 0),
    to: chart.to ?? (ends.length > 0 ? Math.max(...ends) : 1),
  };
}

/** Moves a part of time by a fraction of its length; never before the beginning. */
export function pan({ from, to }: TimeRange, fraction: number): TimeRange {
  const shift = Math.max(-from, (to - from) * fraction);
  return { from: from + shift, to: to + shift };
}

/** Makes a part of time longer or shorter about its middle; never before the beginning. */
export function zoom({ from, to }: TimeRange, factor: number): TimeRange {
  const middle = (from + to) / 2;
  const half = ((to - from) / 2) * factor;
  return { from: Math.max(0, middle - half), to: middle + half };
}
