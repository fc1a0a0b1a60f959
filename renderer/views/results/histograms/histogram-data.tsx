import type { Histogram } from '../../../../contract/results.ts';
import { formatCount, formatWithUnit } from '../../../words/format-number.ts';
import classes from '../results.module.css';

/** What each histogram amounts to: as a table, also for those who cannot see the chart. */
export function HistogramData({ histograms }: { histograms: readonly Histogram[] }) {
  return (
    <details className={classes.data}>
      <summary>Numbers</summary>
      <table className={classes.table}>
        <thead>
          <tr>
            {['', 'Runs', 'Samples', 'Mean', 'Std. deviation', 'Least', 'Greatest', 'Below bins', 'Above bins'].map(
              name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {histograms.map(({ label, runs, count, mean, standardDeviation, min, max, underflow, overflow, unit }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{runs}</td>
              <td>{formatCount(count)}</td>
              <td>{textOf(mean, unit)}</td>
              <td>{textOf(standardDeviation, unit)}</td>
              <td>{textOf(min, unit)}</td>
              <td>{textOf(max, unit)}</td>
              <td>{formatCount(underflow)}</td>
              <td>{formatCount(overflow)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function textOf(value: number | undefined, unit: string | undefined): string {
  return value === undefined ? '–' : formatWithUnit(value, unit);
}
