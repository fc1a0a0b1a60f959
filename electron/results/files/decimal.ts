/** A place in bytes that reading moves on. */
export interface Cursor {
  at: number;
}

const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Veltkamp's halves of the powers of ten, so that products with them can be had without rounding. */
const highHalves = powers.map(highHalf);
const lowHalves = powers.map((power, exponent) => power - (highHalves[exponent] as number));

function highHalf(value: number): number {
  const stretched = value * 134_217_729;
  return stretched - (stretched - value);
}

/**
 * Reads a decimal number (`-12.5`, `1e-05`) that begins at the cursor and leaves the cursor behind it. The answer is the
 * nearest double, bit for bit what `Number()` makes of the text. NaN means that no decimal number stands there, or one with more
 * than 20 digits or a far exponent: `parseNumber` then knows what it is.
 */
export function readDecimal(bytes: Uint8Array, cursor: Cursor, end: number): number {
  let at = cursor.at;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  const start = at;
  let high = 0;
  let low = 0;
  let rest = 0;
  let digits = 0;
  let point = -1;
  let digit = 0;
  for (; at < end; at++) {
    digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9) {
      if (digits < 9) high = (high * 10 + digit) | 0;
      else if (digits < 18) low = (low * 10 + digit) | 0;
      else rest = (rest * 10 + digit) | 0;
      // Leading zeros are no digits, so that 0.000012345678901234 still fits.
      if (digits > 0 || digit > 0) digits++;
    } else if (digit === -2 && point < 0) point = at;
    else break;
  }
  const none = at === start || (at === start + 1 && point >= 0);
  let exponent = point < 0 ? 0 : point + 1 - at;
  cursor.at = at;
  if (at < end && (digit === 53 || digit === 21)) exponent += readExponent(bytes, cursor, end);
  if (none || digits > 20) return Number.NaN;
  const value = digits <= 15 ? fromShort(high, low, digits, exponent) : fromLong(high, low, rest, digits, exponent);
  return negative ? -value : value;
}

// The cursor is at an `e`; what follows must be a whole number, or there is no number at all.
function readExponent(bytes: Uint8Array, cursor: Cursor, end: number): number {
  let at = cursor.at + 1;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  const start = at;
  let value = 0;
  for (; at < end; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) break;
    value = Math.min(value * 10 + digit, 100_000);
  }
  cursor.at = at;
  if (at === start) return Number.NaN;
  return negative ? -value : value;
}

// Up to 15 digits and a power of ten up to 22 are both exact, so that one operation rounds once.
function fromShort(high: number, low: number, digits: number, exponent: number): number {
  const whole = digits <= 9 ? high : high * (powers[digits - 9] as number) + low;
  if (exponent === 0) return whole;
  if (exponent < 0) return exponent >= -22 ? whole / (powers[-exponent] as number) : whole === 0 ? 0 : Number.NaN;
  return exponent <= 22 ? whole * (powers[exponent] as number) : whole === 0 ? 0 : Number.NaN;
}

// 16 to 20 digits (times in picoseconds have them): the whole number as an exact sum of two doubles.
function fromLong(high: number, low: number, rest: number, digits: number, exponent: number): number {
  const shift = powers[digits - 9] as number;
  const lower = digits <= 18 ? low : low * (powers[digits - 18] as number) + rest;
  return scaled((high & ~0x7fff) * shift, (high & 0x7fff) * shift + lower, exponent);
}

// (upper + lower) * 10^exponent, rounded once; NaN where that is not certain.
function scaled(upper: number, lower: number, exponent: number): number {
  const sum = upper + lower;
  if (exponent === 0) return sum;
  if (exponent > 0 || exponent < -22) return Number.NaN;
  const rest = lower - (sum - upper);
  const power = powers[-exponent] as number;
  const quotient = sum / power;
  const remainder = sum - quotient * power - productError(quotient, -exponent) + rest;
  const correction = remainder / power;
  const value = quotient + correction * (1 + 2 ** -40);
  // Next to the middle between two doubles the correction's own error would decide: then somebody else must.
  return value === quotient + correction * (1 - 2 ** -40) ? value : Number.NaN;
}

/**
 * The nearest double of a 64-bit whole number times a power of ten: how SQLite result files keep times. The number comes in two parts,
 * `billions * 10^9 + rest`, both of its sign.
 */
export function scaleWhole(billions: number, rest: number, exponent: number): number {
  const coarse = Math.trunc(billions / 32_768) * 32_768;
  const value = scaled(coarse * 1e9, (billions - coarse) * 1e9 + rest, exponent);
  if (!Number.isNaN(value)) return value;
  return Number(`${BigInt(billions) * 1_000_000_000n + BigInt(rest)}e${exponent}`);
}

/** What `factor * 10^exponent` loses when it is rounded to a double (Dekker). */
function productError(factor: number, exponent: number): number {
  const product = factor * (powers[exponent] as number);
  const high = highHalf(factor);
  const low = factor - high;
  const powerHigh = highHalves[exponent] as number;
  const powerLow = lowHalves[exponent] as number;
  return low * powerLow - (product - high * powerHigh - low * powerHigh - high * powerLow);
}

const longest = 1024;

/**
 * The number a whole token is: what C's `strtod` takes, and the words for what is no number (`nan`, `-nan`, `inf`, `-INF`,
 * `1.#INF`, `1.#IND`). Undefined when the token is none of these.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  const cursor = { at: start };
  const value = readDecimal(bytes, cursor, end);
  if (!Number.isNaN(value) && cursor.at === end) return value;
  if (end - start > longest || end === start) return undefined;
  return parseNumberText(latin1(bytes, start, end));
}

function parseNumberText(text: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^[+-]?(inf(inity)?|1\.#inf)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?(nan(\(\w*\))?|1\.#(ind|qnan|snan))$/i.test(text)) return Number.NaN;
  return undefined;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}
