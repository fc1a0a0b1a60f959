import type { Estimate, Pivot, ResultSource } from '../../../contract/results.ts';
import type { Line } from '../../client/follow.ts';
import { Answered } from '../answered.ts';
import type { ScalarChart } from './chart-definition.ts';

/** One line of a scalar chart. */
export interface ScalarLine {
  readonly label: string;
  /** Aligned with the chart's x values. */
  readonly cells: ReadonlyArray<Estimate | undefined>;
}

/** What a scalar chart shows, of all its results together. */
export interface ScalarLines {
  readonly xValues: readonly string[];
  readonly isNumeric: boolean;
  /** Absent when results of different units share the chart. */
  readonly unit: string | undefined;
  readonly lines: readonly ScalarLine[];
  /** Values that are not shown, because there would be too many lines. */
  readonly omitted: number;
}

/** Asks for what a scalar chart shows. */
export function askScalars(line: Line, source: ResultSource): Answered<ScalarChart, ScalarLines> {
  return new Answered(line, async (client, chart: ScalarChart, signal) => {
    const { x, series, where, field } = chart;
    const pivots = await Promise.all(
      chart.results.map(({ name, module }) =>
        client.results.pivot(
          { source, name, module, series, where, ...(x !== undefined && { x }), ...(field !== undefined && { field }) },
          signal,
        ),
      ),
    );
    return joinPivots(chart, pivots);
  });
}

/** Puts the answers for several results into one chart; their x values may differ. */
export function joinPivots(chart: Pick<ScalarChart, 'results'>, pivots: readonly Pivot[]): ScalarLines {
  const xValues = [...new Set(pivots.flatMap(pivot => pivot.xValues))];
  const isNumeric = pivots.every(pivot => pivot.xNumeric);
  if (isNumeric) xValues.sort((a, b) => Number(a) - Number(b));
  const units = new Set(pivots.map(pivot => pivot.unit));
  const lines = pivots.flatMap((pivot, index) => linesOf(chart, pivot, index, xValues));
  const omitted = pivots.reduce((sum, { valuesOmitted }) => sum + valuesOmitted, 0);
  return { xValues, isNumeric, unit: units.size === 1 ? pivots[0]?.unit : undefined, lines, omitted };
}

function linesOf(
  chart: Pick<ScalarChart, 'results'>,
  pivot: Pivot,
  index: number,
  xValues: readonly string[],
): ScalarLine[] {
  const places = new Map(pivot.xValues.map((x, place) => [x, place]));
  const hasSeveralModules = new Set(pivot.lines.map(line => line.module)).size > 1;
  return pivot.lines.map(line => {
    const values = Object.entries(line.values).map(([name, value]) => `${name}=${value}`);
    const name = chart.results.length > 1 || values.length === 0 ? [chart.results[index]?.name ?? ''] : [];
    const module = hasSeveralModules ? [line.module] : [];
    const cells = xValues.map(x => {
      const place = places.get(x);
      return place === undefined ? undefined : line.cells[place];
    });
    return { label: [...name, ...module, ...values].join(', '), cells };
  });
}
