import uPlot from 'uplot';
import type { Vector } from '../../../models/results/vector-answers.ts';

const keepGaps = 1;

/**
 * Puts vectors with times of their own onto one axis of time, as uPlot wants them: undefined where a vector has no sample (nothing is drawn there),
 * null where it has a gap (the line is broken there).
 */
export function alignSamples(vectors: readonly Vector[]): uPlot.AlignedData {
  if (vectors.length === 1) {
    const [{ times, values }] = vectors as [Vector];
    return [times, withGaps(values)];
  }
  const tables = vectors.map(({ times, values }): uPlot.AlignedData => [times, withGaps(values)]);
  return uPlot.join(
    tables,
    tables.map(() => [keepGaps, keepGaps]),
  );
}

// Null is what uPlot breaks a line at.
function withGaps(values: Float64Array): Float64Array | Array<number | null> {
  return values.some(Number.isNaN) ? Array.from(values, value => (Number.isNaN(value) ? null : value)) : values;
}

/** The value a vector has at a place of the common axis: its own there, or the latest before. */
export function valueAt(values: ArrayLike<number | null | undefined>, place: number): number | undefined {
  for (let at = place; at >= 0; at--) {
    const value = values[at];
    if (value !== undefined) return value ?? undefined;
  }
  return undefined;
}
