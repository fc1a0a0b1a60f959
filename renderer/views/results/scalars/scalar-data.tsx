import { averagedVariables, type ScalarChart } from '../../../models/results/chart-definition.ts';
import type { Contents } from '../../../models/results/results-page.ts';
import type { ScalarLines } from '../../../models/results/scalar-answers.ts';
import { formatEstimate } from '../../../words/format-number.ts';
import classes from '../results.module.css';

/** The chart's numbers as a table, and a word about what they average over. */
export function ScalarData({ chart, lines, contents }: { chart: ScalarChart; lines: ScalarLines; contents: Contents }) {
  const averaged = averagedVariables(chart, contents.dimensions);
  const isSingle = lines.lines.every(line => line.cells.every(cell => cell === undefined || cell.n < 2));
  return (
    <>
      {(averaged.length > 0 || isSingle || lines.omitted > 0) && (
        <p className={classes.words}>
          {averaged.length > 0 &&
            `Averages over ${averaged.join(' and ')} too: values that differ on purpose are mixed. `}
          {lines.omitted > 0 && 'There are too many lines to draw them all: hold some variables at one value. '}
          {isSingle && 'One run per point: repeat the configuration to have confidence intervals.'}
        </p>
      )}
      <details className={classes.data}>
        <summary>Numbers</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{chart.x ?? ''}</th>
              {lines.lines.map(line => (
                <th key={line.label} scope="col">
                  {line.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.xValues.map((x, place) => (
              <tr key={x}>
                <th scope="row">{x}</th>
                {lines.lines.map(({ label, cells }) => (
                  <td key={label}>{textOf(cells[place])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function textOf(cell: ScalarLines['lines'][number]['cells'][number]): string {
  if (!cell) return '–';
  return `${formatEstimate(cell.mean, cell.high === undefined ? undefined : cell.high - cell.mean)} (${cell.n})`;
}
