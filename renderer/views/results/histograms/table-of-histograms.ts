import type { Histogram } from '../../../../contract/results.ts';
import type { DataSheet } from '../../../parts/export/data-sheet.ts';

/** Histograms as a sheet: a row for every bin. */
export function tableOfHistograms(histograms: readonly Histogram[]): DataSheet {
  const columns = ['histogram', 'module', 'name', 'bin_from', 'bin_to', 'count', 'unit'];
  const rows = histograms.flatMap(({ label, module, name, edges, values, unit }) =>
    values.map((value, index) => [label, module, name, edges[index], edges[index + 1], value, unit ?? '']),
  );
  return { columns, rows };
}
