import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber, readDecimal, scaleWhole } from './decimal.ts';

function read(text: string): { value: number; behind: number } {
  const bytes = Buffer.from(`${text}\n`);
  const cursor = { at: 0 };
  const value = readDecimal(bytes, cursor, text.length);
  return { value, behind: cursor.at };
}

function parse(text: string): number | undefined {
  return parseNumber(Buffer.from(text), 0, text.length);
}

/** Decimal numbers of up to 24 digits, with and without a point and a power. */
const decimal = fc
  .record({
    sign: fc.constantFrom('', '-', '+'),
    whole: fc.stringMatching(/^\d{0,12}$/),
    fraction: fc.stringMatching(/^\d{0,12}$/),
    point: fc.boolean(),
    power: fc.oneof(fc.constant(undefined), fc.integer({ min: -330, max: 320 })),
  })
  .filter(({ whole, fraction }) => whole !== '' || fraction !== '')
  .map(({ sign, whole, fraction, point, power }) => {
    const digits = point || fraction !== '' ? `${whole}.${fraction}` : whole;
    return `${sign}${digits}${power === undefined ? '' : `e${power}`}`;
  })
  .filter(text => /\d/.test(text));

describe('a decimal number', () => {
  it('is the nearest double, bit for bit', () => {
    fc.assert(
      fc.property(decimal, text => {
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('is the nearest double also halfway between two', () => {
    const halfway = fc.tuple(fc.bigInt(2n ** 52n, 2n ** 53n - 1n), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(halfway, ([bits, fives]) => {
        const digits = String((bits * 2n + 1n) * 5n ** BigInt(fives));
        const text = `${digits.slice(0, digits.length - fives)}.${digits.slice(digits.length - fives)}`;
        expect(parse(text)).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('of up to twenty digits, such as a time in picoseconds, is read without help', () => {
    for (const text of ['249999.886366565121', '9223372.036854775807', '0.000012345678901234'])
      expect(read(text)).toEqual({ value: Number(text), behind: text.length });
  });

  it('ends where it ends', () => {
    expect(read('12.5\t7')).toEqual({ value: 12.5, behind: 4 });
    expect(read('-3 ')).toEqual({ value: -3, behind: 2 });
  });

  it('is none when digits are missing', () => {
    for (const text of ['', '.', '-', '+.', 'e5', '1e', '1e+', '--1', '1.2.3', '0x10', '1_000', ' 1'])
      expect(parse(text), text).toBeUndefined();
  });

  it('may be a word of C', () => {
    expect(['nan', '-nan', 'NaN', 'NAN', '1.#IND', '-1.#IND', 'nan(0x8000)'].map(parse)).toEqual(
      new Array(7).fill(Number.NaN),
    );
    expect(['inf', 'INF', '+inf', 'infinity', '1.#INF'].map(parse)).toEqual(new Array(5).fill(Infinity));
    expect(['-inf', '-INF', '-Infinity', '-1.#INF'].map(parse)).toEqual(new Array(4).fill(-Infinity));
  });
});

it('a 64-bit time becomes the nearest double of seconds', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.integer({ min: -18, max: 0 }), (raw, exponent) => {
      expect(scaleWhole(Number(raw / 1_000_000_000n), Number(raw % 1_000_000_000n), exponent) + 0).toBe(
        Number(`${raw}e${exponent}`) + 0,
      );
    }),
    { numRuns: 3000 },
  );
});
