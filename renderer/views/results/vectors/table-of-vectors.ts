import type { Vector } from '../../../models/results/vector-answers.ts';
import type { DataSheet } from '../../../parts/export/data-sheet.ts';

/** The samples a vector chart draws as a sheet; the whole vectors are written with "Write to a file". */
export function tableOfVectors(vectors: readonly Vector[], labels: ReadonlyMap<string, string>): DataSheet {
  const columns = ['run', 'module', 'name', 'time', 'value', 'unit'];
  const rows = vectors.flatMap(({ run, module, name, times, values, unit }) =>
    Array.from(times, (time, index) => [labels.get(run) ?? run, module, name, time, values[index], unit ?? '']),
  );
  return { columns, rows };
}
