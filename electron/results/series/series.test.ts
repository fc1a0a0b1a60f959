import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Thinner, type TimeWindow } from './thinner.ts';
import { type Transform, transformInto } from './transforms.ts';
import { VectorDigest } from './vector-digest.ts';

interface Samples {
  readonly times: number[];
  readonly values: number[];
}

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.constantFrom(Number.NaN, 0, 1),
);

function samplesOf(maxLength: number): fc.Arbitrary<Samples> {
  return fc
    .array(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), value), { minLength: 1, maxLength })
    .map(steps => {
      let time = 0;
      return {
        times: steps.map(([step]) => (time += Math.floor(step * 4) / 4)),
        values: steps.map(([, number]) => number),
      };
    });
}

/** Gives samples in pieces, as reading does. */
function feed(
  sink: { take(times: Float64Array, values: Float64Array, count: number): void },
  { times, values }: Samples,
  piece: number,
): void {
  for (let from = 0; from < times.length; from += piece) {
    const part = times.slice(from, from + piece);
    sink.take(
      Float64Array.from([...part, 777]),
      Float64Array.from([...values.slice(from, from + piece), 777]),
      part.length,
    );
  }
}

function thin(samples: Samples, window: TimeWindow, columns: number, piece = 7) {
  const thinner = new Thinner(window, columns);
  feed(thinner, samples, piece);
  const { times, values, ...rest } = thinner.finish();
  return { times: [...times], values: [...values], ...rest };
}

describe('thinned samples', () => {
  it('are all samples when there are few', () => {
    fc.assert(
      fc.property(samplesOf(40), samples => {
        const window = { from: samples.times[0]!, to: samples.times.at(-1)! };
        const thinned = thin(samples, window, 10);
        expect(thinned).toEqual({ ...samples, samplesInWindow: samples.times.length, thinned: false });
      }),
    );
  });

  it('have the first, least, greatest and last of each column, and its gap', () => {
    fc.assert(
      fc.property(samplesOf(600), fc.integer({ min: 2, max: 20 }), (samples, columns) => {
        const window = { from: samples.times[0]!, to: samples.times.at(-1)! };
        fc.pre(samples.times.length > columns * 4);
        const { times, values, thinned } = thin(samples, window, columns);
        expect(thinned).toBe(true);
        expect(times.length).toBeLessThanOrEqual(columns * 5);
        expect(isPartOf({ times, values }, samples)).toBe(true);
        const columnOf = (time: number) =>
          Math.min(Math.floor((time - window.from) * (columns / (window.to - window.from || Infinity))), columns - 1);
        for (let column = 0; column < columns; column++) {
          const inside = (all: Samples) => all.values.filter((_, index) => columnOf(all.times[index]!) === column);
          expect(extremes(inside({ times, values }))).toEqual(extremes(inside(samples)));
        }
      }),
    );
  });

  it('have their neighbours, so that lines reach the edges of the window', () => {
    const samples = { times: [0, 1, 2, 3, 4, 5], values: [10, 11, 12, 13, 14, 15] };
    expect(thin(samples, { from: 1.5, to: 3 }, 10)).toEqual({
      times: [1, 2, 3, 4],
      values: [11, 12, 13, 14],
      samplesInWindow: 2,
      thinned: false,
    });
    expect(thin(samples, { from: 2.2, to: 2.8 }, 10)).toMatchObject({ times: [2, 3], samplesInWindow: 0 });
  });
});

function extremes(values: readonly number[]) {
  const numbers = values.filter(number => !Number.isNaN(number));
  return {
    first: values[0],
    last: values.at(-1),
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    gap: numbers.length < values.length,
  };
}

/** Whether all samples of one are samples of the other, in the same order. */
function isPartOf(part: Samples, all: Samples): boolean {
  let at = 0;
  return part.times.every((time, index) => {
    while (at < all.times.length && !(all.times[at] === time && Object.is(all.values[at], part.values[index]))) at++;
    return at++ < all.times.length;
  });
}

it('a digest thins like the vector itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), seed => {
      const times = Array.from({ length: 20_000 }, (_, index) => index / 10);
      const values = times.map((time, index) =>
        index % 997 === seed % 997 ? Number.NaN : Math.sin(time * seed) * (1000 - Math.abs(time - 1000)),
      );
      const digest = new VectorDigest(times.length);
      feed(digest, { times, values }, 512);
      const window = { from: 100.05, to: 1900.05 };
      const { first, last } = digest.bucketsBetween(window.from, window.to);
      const thinner = new Thinner(window, 50);
      digest.replay(first, last, thinner);
      const replayed = thinner.finish();
      const whole = thin({ times, values }, window, 50);
      expect(isPartOf({ times: [...replayed.times], values: [...replayed.values] }, { times, values })).toBe(true);
      // The extremes are far from the window's edges, where a digest is less exact.
      const { min, max, gap } = extremes(whole.values);
      expect(extremes([...replayed.values])).toMatchObject({ min, max, gap });
    }),
    { numRuns: 20 },
  );
});

function transform(samples: Samples, kind: Transform, window = 3): Samples {
  const made: Samples = { times: [], values: [] };
  const sink = {
    take(times: Float64Array, values: Float64Array, count: number) {
      made.times.push(...times.subarray(0, count));
      made.values.push(...values.subarray(0, count));
    },
  };
  feed(transformInto(sink, kind, window, { count: 0, sum: 0 }), samples, 4);
  return made;
}

describe('transforms', () => {
  const samples = { times: [0, 1, 2, 2, 4], values: [2, 4, 6, 9, 3] };

  it('average the last n values, fewer at the beginning', () => {
    expect(transform(samples, 'moving-average')).toEqual({ times: samples.times, values: [2, 3, 4, 19 / 3, 6] });
  });

  it('average all values so far', () => {
    expect(transform(samples, 'running-average').values).toEqual([2, 3, 4, 5.25, 4.8]);
  });

  it('take the difference to the value before', () => {
    expect(transform(samples, 'difference').values).toEqual([2, 2, 2, 3, -6]);
  });

  it('take the rate of change, once for each time', () => {
    expect(transform(samples, 'rate')).toEqual({ times: [0, 1, 2], values: [2, 2, -3] });
  });

  it('keep gaps, which take no part in averages', () => {
    const gap = { times: [0, 1, 2, 3], values: [1, Number.NaN, 3, 5] };
    expect(transform(gap, 'moving-average', 2).values).toEqual([1, Number.NaN, 3, 4]);
    expect(transform(gap, 'running-average').values).toEqual([1, Number.NaN, 2, 3]);
  });

  it('recover from an infinity that has left the window', () => {
    const infinite = { times: [0, 1, 2, 3, 4], values: [1, Infinity, 3, 5, 7] };
    expect(transform(infinite, 'moving-average', 2).values).toEqual([1, Infinity, Infinity, 4, 6]);
  });

  it('do not drift', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => (index % 2 === 0 ? 1e12 : 0.1));
    const times = values.map((_, index) => index);
    const small = transform({ times: [...times, 20_000, 20_001], values: [...values, 0.1, 0.1] }, 'moving-average', 2);
    expect(small.values.at(-1)).toBe(0.1);
  });
});
