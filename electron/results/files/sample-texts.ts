import { newToken, readToken } from './tokens.ts';
import { type ColumnLayout, columnNumber, lineEnd, nextLine } from './vector-lines.ts';

const newline = 10;

/**
 * Goes over the lines of one vector for those who want the digits that were recorded and not the nearest double: gives the place of each sample's texts. Lines that
 * are no samples are passed over, as `decodeLines` does.
 */
export class SampleTexts {
  readonly bytes: Uint8Array;
  readonly #layout: ColumnLayout;
  readonly #usual: boolean;
  readonly #to: number;
  #at: number;
  event = -1;
  eventEnd = -1;
  time = -1;
  timeEnd = -1;
  value = -1;
  valueEnd = -1;

  constructor(bytes: Uint8Array, from: number, to: number, layout: ColumnLayout) {
    this.bytes = bytes;
    this.#at = from;
    this.#to = to;
    this.#layout = layout;
    this.#usual = layout.time === layout.count - 2 && layout.value === layout.count - 1 && layout.count <= 3;
  }

  /** Moves on to the next sample; false behind the last. */
  next(): boolean {
    while (this.#at < this.#to) {
      const line = this.#at;
      if (this.#usual && this.#quick(line)) return true;
      this.#at = nextLine(this.bytes, line, this.#to);
      if (this.#slow(line)) return true;
    }
    return false;
  }

  // Single separators and plain numbers, as OMNeT++ writes them.
  #quick(line: number): boolean {
    const { bytes } = this;
    let at = line;
    while (bytes[at]! > 32) at++;
    if (this.#layout.event === 0) {
      this.event = ++at;
      while (bytes[at]! > 32) at++;
      this.eventEnd = at;
    }
    this.time = ++at;
    while (bytes[at]! > 32) at++;
    this.timeEnd = at;
    this.value = ++at;
    while (bytes[at]! > 32) at++;
    this.valueEnd = at;
    if (bytes[at] !== newline || at > this.#to) return false;
    this.#at = Math.min(at + 1, this.#to);
    return (
      (this.#layout.event < 0 || isPlainNumber(bytes, this.event, this.eventEnd)) &&
      isPlainNumber(bytes, this.time, this.timeEnd) &&
      isPlainNumber(bytes, this.value, this.valueEnd)
    );
  }

  #slow(line: number): boolean {
    const { bytes } = this;
    const layout = this.#layout;
    const end = lineEnd(bytes, line, this.#to);
    const token = newToken();
    token.at = line;
    for (let column = -1; readToken(bytes, token, end); column++) {
      if (column >= 0 && column === layout.event) [this.event, this.eventEnd] = [token.start, token.end];
      if (column === layout.time) [this.time, this.timeEnd] = [token.start, token.end];
      if (column === layout.value) [this.value, this.valueEnd] = [token.start, token.end];
    }
    return [layout.time, layout.value].every(column => columnNumber(bytes, line, end, layout, column) !== undefined);
  }
}

/** Whether a text is a decimal number as the tools print it: no power, no superfluous zeros, nothing but digits, a sign and a point. */
export function isPlainNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let at = bytes[start] === 45 ? start + 1 : start;
  if (bytes[at] === 48 && at + 1 < end && bytes[at + 1] !== 46) return false;
  const first = at;
  let point = -1;
  for (; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) continue;
    if (digit !== -2 || point >= 0 || at === first) return false;
    point = at;
  }
  return at > first && (point < 0 || (bytes[end - 1] !== 48 && point < end - 1));
}

/** Whether `%.14g` of the number prints the very same text: a plain number of at most 14 digits that is not too small for a point. */
export function isPrintedSo(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start] === 45 ? start + 1 : start;
  if (end - first > 15 || !isPlainNumber(bytes, start, end)) return false;
  const isFraction = bytes[first] === 48;
  if (isFraction) return end - first === 1 || bytes[first + 2] !== 48;
  return end - first <= 14 || bytes.subarray(first, end).includes(46);
}
