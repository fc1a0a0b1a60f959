import uPlot from 'uplot';
import type { VectorSamples } from '../../../../contract/results.ts';

const keepGaps = 1;

/**
 * Puts vectors with times of their own onto one axis of time, as uPlot wants them: undefined where a vector has no sample (nothing is drawn there),
 * null where it has a gap (the line is broken there).
 */
export function alignSamples(vectors: readonly VectorSamples[]): uPlot.AlignedData {
  if (vectors.length === 1) {
    const [{ times, values }] = vectors as [VectorSamples];
    return [times, values.map(toGap)];
  }
  const tables = vectors.map(({ times, values }): uPlot.AlignedData => [times, values.map(toGap)]);
  return uPlot.join(
    tables,
    tables.map(() => [keepGaps, keepGaps]),
  );
}

// Null is what uPlot breaks a line at.
function toGap(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** The value a vector has at a place of the common axis: its own there, or the latest before. */
export function valueAt(values: ArrayLike<number | null | undefined>, place: number): number | undefined {
  for (let at = place; at >= 0; at--) {
    const value = values[at];
    if (value !== undefined) return value ?? undefined;
  }
  return undefined;
}
