import { describe, expect, it } from 'vitest';
import type { Vector } from '../../../models/results/vector-answers.ts';
import { niceTicks } from '../nice-ticks.ts';
import { pan, rangeOf, zoom } from './time-range.ts';
import { vectorsToSvg } from './vectors-to-svg.ts';

function vector(times: number[], values: number[], more: Partial<Vector> = {}): Vector {
  return {
    id: 'v',
    run: 'run-1',
    module: 'Net.queue',
    name: 'length <now>',
    samples: times.length,
    samplesInWindow: times.length,
    thinned: false,
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    ...more,
  };
}

describe('the part of time that is shown', () => {
  it('is all that was recorded unless somebody chose', () => {
    const vectors = [vector([1, 5], [0, 0]), vector([0.5, 9], [0, 0])];
    expect(rangeOf({}, vectors)).toEqual({ from: 0.5, to: 9 });
    expect(rangeOf({ from: 2 }, vectors)).toEqual({ from: 2, to: 9 });
    expect(rangeOf({}, [])).toEqual({ from: 0, to: 1 });
  });

  it('moves and grows, but never before the beginning', () => {
    expect(pan({ from: 10, to: 20 }, 0.5)).toEqual({ from: 15, to: 25 });
    expect(pan({ from: 2, to: 12 }, -0.5)).toEqual({ from: 0, to: 10 });
    expect(zoom({ from: 10, to: 20 }, 0.5)).toEqual({ from: 12.5, to: 17.5 });
    expect(zoom({ from: 1, to: 3 }, 4)).toEqual({ from: 0, to: 6 });
  });
});

describe('ticks', () => {
  it('are round numbers inside the range', () => {
    expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(niceTicks(0.1, 0.95, 4)).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(niceTicks(-0.3, 0.3, 6)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
    expect(niceTicks(5, 5, 4)).toEqual([5]);
  });
});

describe('vectors as a picture', () => {
  const labels = new Map([['run-1', 'load=0.5 & more']]);

  it('break at gaps, step where values hold, and are points where they are only moments', () => {
    const pathOf = (drawn: Vector) =>
      /<path d="(M[^"]*)" (?:fill="none" )?stroke="#4a4cc0"/.exec(vectorsToSvg([drawn], labels, 'T'))?.[1];
    expect(pathOf(vector([0, 1, 2, 3], [1, 1, Number.NaN, 2]))?.match(/M/g)).toHaveLength(2);
    expect(pathOf(vector([0, 1], [0, 1], { interpolation: 'sample-hold' }))).toMatch(/H[\d.]+V/);
    expect(pathOf(vector([0, 1], [0, 1], { interpolation: 'none' }))).toMatch(/^M[\d. ]+h0M[\d. ]+h0$/);
  });

  it('carry their names, safely', () => {
    const svg = vectorsToSvg([vector([0, 1], [0, 1])], labels, 'a < b');
    expect(svg).toContain('a &lt; b');
    expect(svg).toContain('load=0.5 &amp; more');
    expect(svg).toContain('length &lt;now&gt;');
  });
});
