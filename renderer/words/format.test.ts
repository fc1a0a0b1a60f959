import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { formatChoice } from './format-choice.ts';
import { formatCommand } from './format-command.ts';
import { formatDuration, formatDurationRange } from './format-duration.ts';
import { formatAgo, formatSpan } from './format-moment.ts';
import {
  formatCounted,
  formatEstimate,
  formatPercent,
  formatRate,
  formatValue,
  formatWithUnit,
} from './format-number.ts';

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [4100, '4.10 kB'],
    [99_949, '99.9 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [21_000_000_000, '21.0 GB'],
    [3e18, '3000 PB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [0.064, '64 ms'],
    [0.9994, '999 ms'],
    [1, '1.0 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [3599.7, '1 h'],
    [7800, '2 h 10 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
    [Number.NaN, '–'],
    [-1, '–'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [0.1, 0.4, 'less than a second'],
    [17.2, 57, '17–57 s'],
    [95, 190, '1.6–3.2 min'],
    [118, 121, 'about 2 min'],
    [7200, 90_000, '2–25 h'],
    [172_800, 260_000, '2–3 d'],
  ])('a range from %d to %d seconds is %s', (low, high, text) => {
    expect(formatDurationRange({ low, high })).toBe(text);
  });

  it('between two moments are never negative', () => {
    expect(formatSpan(5000, 2000)).toBe('0 ms');
  });
});

describe('moments', () => {
  const now = new Date(2026, 6, 20, 14, 0).getTime();

  it.each([
    [20_000, 'just now'],
    [-5000, 'just now'],
    [5 * 60_000, '5 min ago'],
    [3 * 3_600_000, '3 h ago'],
  ])('%d ms before now is %s', (before, text) => {
    expect(formatAgo(now - before, now)).toBe(text);
  });

  it('of yesterday say so, also when it was less than a day ago', () => {
    expect(formatAgo(new Date(2026, 6, 19, 20, 15).getTime(), now)).toMatch(/^yesterday /);
    expect(formatAgo(new Date(2025, 2, 1, 8, 0).getTime(), now)).toMatch(/2025/);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-3.25, '−3.25'],
    [12_345, '12,345'],
    [0.000_01, '1e-5'],
    [123_456_789, '1.235e+8'],
    [0.123_456, '0.1235'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d is shown as %s', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it('carry their unit where they have one', () => {
    expect(formatWithUnit(0.25, 's')).toBe('0.25 s');
    expect(formatWithUnit(0.25, undefined)).toBe('0.25');
  });

  it.each([
    [1.234_56, 0.0123, '1.235 ± 0.012'],
    [60_000, 1234, '60000 ± 1234'],
    [-0.5, 0.2, '−0.50 ± 0.20'],
    [3.3, undefined, '3.3'],
    [3.3, 0, '3.3 ± 0'],
    [2e9, 1e8, '2e+9 ± 1e+8'],
  ])('%d with half-width %s is an estimate %s', (mean, half, text) => {
    expect(formatEstimate(mean, half)).toBe(text);
  });

  it('never call anything complete or untouched that is not', () => {
    expect([0, 0.0001, 0.5, 0.9999, 1].map(formatPercent)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %']);
  });

  it('agree with their nouns', () => {
    expect([formatCounted(1, 'run'), formatCounted(10_000, 'run'), formatCounted(2, 'index', 'indexes')]).toEqual([
      '1 run',
      '10,000 runs',
      '2 indexes',
    ]);
  });

  it('of events per second are short', () => {
    expect([12, 999.6, 762_368, 1_200_000].map(formatRate)).toEqual(['12', '1 k', '762 k', '1.2 M']);
  });
});

describe('choices', () => {
  it('names one, several, or the first of many', () => {
    expect(formatChoice(['0.7'])).toBe('0.7');
    expect(formatChoice(['1.1', '1.3', '1.5'])).toBe('1.1, 1.3 or 1.5');
    expect(formatChoice(['1', '2', '3', '4', '5', '6'])).toBe('1, 2, 3, 4, 5 or 6');
    expect(formatChoice(['1', '2', '3', '4', '5', '6', '7'])).toBe('1, 2, 3, 4, 5 or 2 others');
  });
});

describe('commands', () => {
  it('mean the same when they are pasted into a shell', () => {
    expect(formatCommand(['./queueing', '-r', '$load==0.5', "it's", ''])).toBe(
      `./queueing -r '$load==0.5' 'it'\\''s' ''`,
    );
  });
});
