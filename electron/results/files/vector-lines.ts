import { type Cursor, parseNumber, readDecimal } from './decimal.ts';
import { newToken, readToken } from './tokens.ts';

const newline = 10;
const carriageReturn = 13;

/** Where the columns of a vector's lines are, counted behind the vector id; −1 for a column that is not there. */
export interface ColumnLayout {
  readonly event: number;
  readonly time: number;
  readonly value: number;
  readonly count: number;
}

/** Reads a column declaration (`ETV`, `TV`, any order); undefined when time or value are missing. */
export function toColumnLayout(columns: string): ColumnLayout | undefined {
  const layout = {
    event: columns.indexOf('E'),
    time: columns.indexOf('T'),
    value: columns.indexOf('V'),
    count: columns.length,
  };
  return layout.time < 0 || layout.value < 0 ? undefined : layout;
}

/** Consecutive lines of one vector: what an index block tells of them, and where the first and the last of them are. */
export interface LineRun {
  count: number;
  /** Lines that are no samples, e.g. for lack of a column. */
  bad: number;
  min: number;
  max: number;
  sum: number;
  sumOfSquares: number;
  firstLine: number;
  lastLine: number;
}

/** A run of lines without lines. */
export function emptyLineRun(): LineRun {
  return {
    count: 0,
    bad: 0,
    min: Infinity,
    max: -Infinity,
    sum: 0,
    sumOfSquares: 0,
    firstLine: -1,
    lastLine: -1,
  };
}

const cursor: Cursor = { at: 0 };

/**
 * Goes over the lines of vector `id` that begin at `from` and adds them up, without looking at times closer than it must. Answers where the first line that is not of
 * this vector begins. Every line up to `to` must end with a line break, or `to` is the end of the file.
 */
export function addUpLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  id: number,
  layout: ColumnLayout,
  run: LineRun,
) {
  const skipped = layout.value;
  const simple = layout.value === layout.count - 1;
  let at = from;
  while (at < to) {
    const line = at;
    let number = 0;
    for (let digit = bytes[at]! - 48; digit >= 0 && digit <= 9; digit = bytes[++at]! - 48) number = number * 10 + digit;
    if (number !== id || at === line) return line;
    let columns = 0;
    for (; at < to && bytes[at] !== newline; at++) {
      if (bytes[at]! > 32 || bytes[at + 1]! <= 32) continue;
      if (columns++ === skipped) break;
    }
    cursor.at = at + 1;
    let value = columns > skipped ? readDecimal(bytes, cursor, to) : Number.NaN;
    at = cursor.at;
    if (!simple || Number.isNaN(value) || (bytes[at] !== newline && at < to)) {
      const end = lineEnd(bytes, line, to);
      const found = columnNumber(bytes, line, end, layout, layout.value);
      at = Math.min(end + 1, to);
      if (bytes[end] === carriageReturn && at < to) at = nextLine(bytes, end, to);
      if (found === undefined) {
        run.bad++;
        continue;
      }
      value = found;
    } else if (at < to) at++;
    addSample(run, line, value);
  }
  return to;
}

function addSample(run: LineRun, line: number, value: number): void {
  if (run.count++ === 0) run.firstLine = line;
  run.lastLine = line;
  run.sum += value;
  run.sumOfSquares += value * value;
  if (value < run.min) run.min = value;
  if (value > run.max) run.max = value;
}

/** Where a line ends: at its `\n`, or at the `\r`s before it. */
export function lineEnd(bytes: Uint8Array, line: number, to: number): number {
  let end = bytes.indexOf(newline, line);
  if (end < 0 || end > to) end = to;
  while (end > line && bytes[end - 1] === carriageReturn) end--;
  return end;
}

/** Where the line behind this place begins. */
export function nextLine(bytes: Uint8Array, at: number, to: number): number {
  const end = bytes.indexOf(newline, at);
  return end < 0 || end >= to ? to : end + 1;
}

/** A number from a data line that must have exactly the layout's columns; undefined when it has not, or when it is no number. */
export function columnNumber(
  bytes: Uint8Array,
  line: number,
  end: number,
  layout: ColumnLayout,
  column: number,
): number | undefined {
  const token = newToken();
  token.at = line;
  let value: number | undefined;
  let columns = -1;
  while (readToken(bytes, token, end)) {
    if (columns === column) value = parseNumber(bytes, token.start, token.end);
    columns++;
  }
  return columns === layout.count ? value : undefined;
}

/** Samples as they are decoded, in columns; events are there only for vectors that record them. */
export interface SampleColumns {
  times: Float64Array<ArrayBuffer>;
  values: Float64Array<ArrayBuffer>;
  events: Float64Array<ArrayBuffer>;
  count: number;
  bad: number;
}

/** Room for the samples of so many bytes of lines. */
export function newSampleColumns(bytes: number): SampleColumns {
  // A line has at least an id, a time and a value of one character, two tabs and a line break.
  const samples = Math.ceil(bytes / 6) + 1;
  const column = () => new Float64Array(samples);
  return { times: column(), values: column(), events: column(), count: 0, bad: 0 };
}

/** Decodes lines of vector `id` from `from` to `to` behind the samples that are already there; answers like `addUpLines` where it stopped. */
export function decodeLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  id: number,
  layout: ColumnLayout,
  samples: SampleColumns,
): number {
  const { times, values, events } = samples;
  const usual = layout.time === layout.count - 2 && layout.value === layout.count - 1 && layout.count <= 3;
  let at = from;
  while (at < to) {
    const line = at;
    let number = 0;
    for (let digit = bytes[at]! - 48; digit >= 0 && digit <= 9; digit = bytes[++at]! - 48) number = number * 10 + digit;
    if (number !== id || at === line) return line;
    cursor.at = at + 1;
    const event = layout.event === 0 ? readWhole(bytes, to) : -1;
    const time = readDecimal(bytes, cursor, to);
    const separator = bytes[cursor.at++];
    const value = readDecimal(bytes, cursor, to);
    at = cursor.at;
    const whole = (separator === 9 || separator === 32) && (bytes[at] === newline || at >= to);
    // One question for all three: a sum is NaN when a part of it is.
    if (usual && whole && !Number.isNaN(event + time + value)) {
      at++;
      const index = samples.count++;
      times[index] = time;
      values[index] = value;
      events[index] = event;
    } else {
      decodeLine(bytes, line, to, layout, samples);
      at = nextLine(bytes, line, to);
    }
  }
  return to;
}

// An event number and the blank behind it. Numbers beyond 2^53 do not occur: that many events take years.
function readWhole(bytes: Uint8Array, to: number): number {
  let at = cursor.at;
  let value = 0;
  const start = at;
  for (let digit = bytes[at]! - 48; at < to && digit >= 0 && digit <= 9; digit = bytes[++at]! - 48)
    value = value * 10 + digit;
  cursor.at = at + 1;
  return at > start && (bytes[at] === 9 || bytes[at] === 32) ? value : Number.NaN;
}

// Whatever is unusual: other columns, several blanks, `nan`, 19 digits, CR LF.
function decodeLine(bytes: Uint8Array, line: number, to: number, layout: ColumnLayout, samples: SampleColumns): void {
  const end = lineEnd(bytes, line, to);
  const time = columnNumber(bytes, line, end, layout, layout.time);
  const value = columnNumber(bytes, line, end, layout, layout.value);
  const event = layout.event < 0 ? -1 : columnNumber(bytes, line, end, layout, layout.event);
  if (time === undefined || value === undefined || event === undefined) {
    samples.bad++;
    return;
  }
  const index = samples.count++;
  samples.times[index] = time;
  samples.values[index] = value;
  samples.events[index] = event;
}
