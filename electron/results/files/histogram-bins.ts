import type { HistogramBins } from '../model.ts';
import { parseNumber } from './decimal.ts';
import { newToken, readToken } from './tokens.ts';
import { lineEnd, nextLine } from './vector-lines.ts';

/** Bins as they are recorded: lower edges, the first of them −inf, and values; the last value is what lies above the last edge. */
export interface RecordedBins {
  readonly lowerEdges: readonly number[];
  readonly values: readonly number[];
}

/** Reads `bin` lines; undefined when a line is something else, or when the edges do not rise. */
export function parseBins(bytes: Uint8Array): HistogramBins | undefined {
  const lowerEdges: number[] = [];
  const values: number[] = [];
  for (let line = 0; line < bytes.length; line = nextLine(bytes, line, bytes.length)) {
    const numbers = binLine(bytes, line, lineEnd(bytes, line, bytes.length));
    if (!numbers) continue;
    const [edge = Number.NaN, value = Number.NaN] = numbers;
    const last = lowerEdges.at(-1);
    // Edges that were too close for the printed precision are one edge.
    if (edge === last) values.push((values.pop() ?? 0) + value);
    else if (last === undefined || edge > last) {
      lowerEdges.push(edge);
      values.push(value);
    } else return undefined;
    if (Number.isNaN(edge) || Number.isNaN(value)) return undefined;
  }
  return toHistogramBins({ lowerEdges, values });
}

// The two numbers of a bin line; undefined for a line of other things, which may stand between.
function binLine(bytes: Uint8Array, line: number, end: number): [number, number] | undefined {
  const token = newToken();
  token.at = line;
  if (!readToken(bytes, token, end) || token.end - token.start !== 3 || bytes[token.start] !== 98) return undefined;
  const numbers: number[] = [];
  while (readToken(bytes, token, end)) numbers.push(parseNumber(bytes, token.start, token.end) ?? Number.NaN);
  const [edge, value] = numbers;
  return numbers.length === 2 && edge !== undefined && value !== undefined ? [edge, value] : [Number.NaN, Number.NaN];
}

/** Tells what is below the first and above the last edge from the bins between. */
export function toHistogramBins({ lowerEdges, values }: RecordedBins): HistogramBins {
  const hasUnderflow = lowerEdges[0] === -Infinity;
  const inner = values.slice(hasUnderflow ? 1 : 0, -1);
  return {
    underflow: hasUnderflow ? (values[0] ?? 0) : 0,
    overflow: lowerEdges.length > (hasUnderflow ? 1 : 0) ? (values.at(-1) ?? 0) : 0,
    edges: lowerEdges.slice(hasUnderflow ? 1 : 0),
    values: inner,
  };
}
