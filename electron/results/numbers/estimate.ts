import type { Estimate } from '../../../contract/results.ts';
import { studentT } from './student.ts';

const factors = new Map<string, number>();

function factor(confidence: number, degrees: number): number {
  const key = `${confidence} ${degrees}`;
  const known = factors.get(key) ?? studentT(confidence, degrees);
  factors.set(key, known);
  return known;
}

/**
 * Mean, sample deviation and confidence interval of one value from each of n runs. Values that are no finite numbers say nothing of a mean: they are left
 * out and counted. Undefined when none is left.
 */
export function estimate(values: readonly number[], confidence: number): Estimate | undefined {
  const finite = values.filter(Number.isFinite);
  const n = finite.length;
  if (n === 0) return undefined;
  const left = values.length - n;
  const notFinite = left > 0 ? { notFinite: left } : {};
  const mean = meanOf(finite);
  if (n < 2) return { n, mean, ...notFinite };
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (n - 1));
  const half = (factor(confidence, n - 1) * standardDeviation) / Math.sqrt(n);
  return { n, mean, standardDeviation, low: mean - half, high: mean + half, ...notFinite };
}

// A second pass takes away what rounding left of the first.
function meanOf(values: readonly number[]): number {
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}
