import type { ScalarChart } from '../../../models/results/chart-definition.ts';
import type { ScalarLines } from '../../../models/results/scalar-answers.ts';
import { formatCounted, formatWithUnit } from '../../../words/format-number.ts';

/** A scalar chart in one sentence: what is drawn, and from where to where it goes. */
export function describeScalars(chart: ScalarChart, { lines, xValues, unit }: ScalarLines): string {
  const names = chart.results.map(({ name }) => name).join(', ');
  const means = lines.flatMap(line => line.cells.flatMap(cell => (cell ? [cell.mean] : [])));
  const range =
    means.length === 0
      ? 'no values'
      : `values from ${formatWithUnit(Math.min(...means), unit)} to ${formatWithUnit(Math.max(...means), unit)}`;
  const over = chart.x === undefined ? '' : ` over ${formatCounted(xValues.length, 'value')} of ${chart.x}`;
  return `${names}${over}, ${formatCounted(lines.length, 'line')}, ${range}.`;
}
