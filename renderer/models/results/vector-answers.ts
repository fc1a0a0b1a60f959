import { type ResultItem, type ResultSource, unpackNumbers, type VectorSamples } from '../../../contract/results.ts';
import type { Line } from '../../client/follow.ts';
import { Answered } from '../answered.ts';
import type { VectorChart } from './chart-definition.ts';

/** A vector as it is drawn: its samples as numbers. */
export type Vector = Omit<VectorSamples, 'times' | 'values'> & {
  /** Simulated seconds. */
  readonly times: Float64Array;
  /** NaN is a gap. */
  readonly values: Float64Array;
};

/** A vector chart and how many pixel columns it is drawn on: more samples than that nobody sees. */
export interface VectorQuestion {
  readonly chart: VectorChart;
  readonly columns: number;
}

const mostVectors = 64;

/** Asks for the vectors of a chart, thinned to what the screen can show. */
export function askVectors(line: Line, source: ResultSource): Answered<VectorQuestion, Vector[]> {
  return new Answered(line, async (client, { chart, columns }: VectorQuestion, signal) => {
    const { result, runs, from, to, transform, window } = chart;
    if (!result || runs.length === 0) return [];
    const filter = `name =~ ${quotePattern(result.name)} AND module =~ ${quotePattern(result.module)}`;
    const { items } = await client.results.items({ source, filter, types: ['vector'], limit: 5000 }, signal);
    const wanted = new Set(runs);
    const isMeant = (item: ResultItem) =>
      item.name === result.name && item.module === result.module && wanted.has(item.run);
    const ids = items.filter(isMeant).map(item => item.id);
    if (ids.length === 0) return [];
    const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const question = { source, ids: ids.slice(0, mostVectors), columns, transform, window, ...range };
    return (await client.results.vectors(question, signal)).map(unpack);
  });
}

function unpack({ times, values, ...rest }: VectorSamples): Vector {
  return { ...rest, times: unpackNumbers(times), values: unpackNumbers(values) };
}

/** Writes a text into a result filter so that it means itself: in patterns some letters mean others. */
export function quotePattern(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/[*?{}]/g, '\\\\$&')}"`;
}
