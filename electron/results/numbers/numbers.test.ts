import { describe, expect, it } from 'vitest';
import { toStatistic } from '../files/statistics.ts';
import { estimate } from './estimate.ts';
import { type CountedBins, mergeHistograms } from './merge-histograms.ts';
import { studentT } from './student.ts';

describe('Student’s t', () => {
  // Two-sided critical values as tables print them.
  it.each([
    [0.9, 1, 6.313752],
    [0.95, 1, 12.706205],
    [0.99, 1, 63.656741],
    [0.95, 2, 4.302653],
    [0.99, 2, 9.924843],
    [0.9, 4, 2.131847],
    [0.95, 4, 2.776445],
    [0.99, 4, 4.604095],
    [0.95, 9, 2.262157],
    [0.99, 9, 3.249836],
    [0.8, 10, 1.372184],
    [0.998, 10, 4.1437],
    [0.95, 29, 2.04523],
    [0.99, 60, 2.660283],
    [0.95, 120, 1.97993],
    [0.95, 1_000_000, 1.959966],
    [0.5, 3, 0.764892],
  ])('at %d with %d degrees is %d', (confidence, degrees, value) => {
    expect(studentT(confidence, degrees)).toBeCloseTo(value, 5);
  });

  it('is exact where it has a formula', () => {
    for (const confidence of [0.5, 0.9, 0.95, 0.999, 0.9999]) {
      expect(studentT(confidence, 1) / Math.tan((Math.PI / 2) * confidence)).toBeCloseTo(1, 11);
      expect(studentT(confidence, 2) / (confidence * Math.sqrt(2 / (1 - confidence ** 2)))).toBeCloseTo(1, 11);
    }
  });
});

describe('an estimate', () => {
  it('has mean, deviation and confidence interval', () => {
    const { n, mean, standardDeviation, low, high } = estimate([4.2, 4.8, 5.1, 4.5, 4.9], 0.95)!;
    expect(n).toBe(5);
    expect(mean).toBeCloseTo(4.7, 12);
    expect(standardDeviation).toBeCloseTo(0.353553390593, 12);
    // 2.776445 · 0.353553 / √5
    expect(high! - mean).toBeCloseTo(0.438995, 5);
    expect(mean - low!).toBeCloseTo(0.438995, 5);
  });

  it('of one value has neither deviation nor interval', () => {
    expect(estimate([3], 0.95)).toEqual({ n: 1, mean: 3 });
  });

  it('loses nothing to large numbers', () => {
    expect(estimate([1e15, 1e15 + 1, 1e15 + 2], 0.95)).toMatchObject({ mean: 1e15 + 1, standardDeviation: 1 });
  });

  it('leaves out and counts what is not finite', () => {
    expect(estimate([1, Number.NaN, 3, Infinity], 0.95)).toMatchObject({ n: 2, mean: 2, notFinite: 2 });
    expect(estimate([Number.NaN], 0.95)).toBeUndefined();
  });
});

const nan = Number.NaN;

function histogram(edges: number[], values: number[], [underflow, overflow] = [0, 0]): CountedBins {
  const count = values.reduce((sum, value) => sum + value, 0) + underflow! + overflow!;
  const recorded = { count, mean: nan, deviation: nan, min: 0, max: 10, sum: count * 2, sumOfSquares: count * 5 };
  const unweighted = { weights: nan, weightedSum: nan, sumOfSquaredWeights: nan, weightedSumOfSquares: nan };
  return {
    statistic: toStatistic({ ...recorded, ...unweighted }),
    bins: { edges, values, underflow: underflow!, overflow: overflow! },
  };
}

describe('merged histograms', () => {
  it('of the same bins are the sum', () => {
    const merged = mergeHistograms([histogram([0, 1, 2], [3, 4], [1, 0]), histogram([0, 1, 2], [5, 6], [0, 2])]);
    expect(merged?.bins).toEqual({ edges: [0, 1, 2], values: [8, 10], underflow: 1, overflow: 2 });
    expect(merged?.statistic).toMatchObject({ count: 21, mean: 2 });
  });

  it('of other ranges reach as far as all of them', () => {
    const merged = mergeHistograms([histogram([0, 1, 2], [3, 4]), histogram([1, 2, 3, 4], [1, 1, 1])]);
    expect(merged?.bins).toEqual({ edges: [0, 1, 2, 3, 4], values: [3, 5, 1, 1], underflow: 0, overflow: 0 });
  });

  it('have the coarser bins of both', () => {
    const merged = mergeHistograms([histogram([0, 1, 2, 3, 4], [1, 2, 3, 4]), histogram([0, 2, 4], [10, 20])]);
    expect(merged?.bins).toEqual({ edges: [0, 2, 4], values: [13, 27], underflow: 0, overflow: 0 });
  });

  it('end where one of them no longer knows', () => {
    const merged = mergeHistograms([histogram([0, 1, 2], [3, 4], [0, 5]), histogram([0, 1, 2, 3], [1, 1, 7])]);
    expect(merged?.bins).toEqual({ edges: [0, 1, 2], values: [4, 5], underflow: 0, overflow: 12 });
  });

  it('are none when their bins have nothing in common', () => {
    expect(
      mergeHistograms([
        histogram([0, 1.1, 2.3, 3.7, 4.4], [1, 2, 3, 4]),
        histogram([0, 0.9, 2.1, 3.3, 4.9], [1, 2, 3, 4]),
      ]),
    ).toBeUndefined();
  });
});
