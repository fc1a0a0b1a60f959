import { parseNumber } from './decimal.ts';
import { newToken, readToken } from './tokens.ts';
import type { VectorEntry } from './vector-table.ts';

/**
 * Reads what an index tells of one block of a vector: offset and length in bytes, event numbers if the vector has them, times, count,
 * extremes and sums. False when the line is not that.
 */
export function addBlockLine(bytes: Uint8Array, line: number, end: number, entry: VectorEntry): boolean {
  const hasEvents = entry.layout !== undefined && entry.layout.event >= 0;
  const numbers: number[] = [];
  const token = newToken();
  token.at = line;
  while (readToken(bytes, token, end)) numbers.push(parseNumber(bytes, token.start, token.end) ?? Number.NaN);
  const [, offset = -1, length = -1, ...rest] = numbers;
  const [firstEvent = -1, lastEvent = -1] = hasEvents ? rest.splice(0, 2) : [];
  const [firstTime = Number.NaN, lastTime = Number.NaN, count = -1, ...statistics] = rest;
  const [min = Number.NaN, max = Number.NaN, sum = Number.NaN, sumOfSquares = Number.NaN] = statistics;
  const isSound = [offset, length, count].every(value => Number.isSafeInteger(value) && value >= 0);
  if (!isSound || statistics.length !== 4 || !(firstTime <= lastTime)) return false;
  entry.add({ offset, length, count, firstEvent, lastEvent, firstTime, lastTime, min, max, sum, sumOfSquares });
  return true;
}
