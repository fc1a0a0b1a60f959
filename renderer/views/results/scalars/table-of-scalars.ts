import type { ScalarChart } from '../../../models/results/chart-definition.ts';
import type { ScalarLines } from '../../../models/results/scalar-answers.ts';
import type { DataSheet } from '../../../parts/export/data-sheet.ts';

/** A scalar chart's data as a sheet: a row for every point of every line. */
export function tableOfScalars(chart: ScalarChart, { lines, xValues, unit }: ScalarLines): DataSheet {
  const columns = ['line', chart.x ?? 'x', 'mean', 'ci95_low', 'ci95_high', 'standard_deviation', 'n', 'unit'];
  const rows = lines.flatMap(({ label, cells }) =>
    cells.flatMap((cell, place) =>
      cell
        ? [[label, xValues[place] ?? '', cell.mean, cell.low, cell.high, cell.standardDeviation, cell.n, unit ?? '']]
        : [],
    ),
  );
  return { columns, rows };
}
