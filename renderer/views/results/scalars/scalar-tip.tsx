import type { ScalarChart } from '../../../models/results/chart-definition.ts';
import type { ScalarLines } from '../../../models/results/scalar-answers.ts';
import { formatEstimate } from '../../../words/format-number.ts';
import { LineSample, lookOfLine } from '../chart-line-look.tsx';
import own from './scalars.module.css';

interface Props {
  readonly chart: ScalarChart;
  readonly lines: ScalarLines;
  /** Given by the chart: the x value pointed at. */
  readonly label?: unknown;
  readonly active?: boolean;
}

/** The values at the x pointed at, each with its interval and number of runs. */
export function ScalarTip({ chart, lines, label, active }: Props) {
  const place = lines.xValues.findIndex(x => x === String(label) || Number(x) === Number(label));
  if (!active || place < 0) return undefined;
  return (
    <div className={own.tip}>
      <p className={own.tipTitle}>
        {chart.x} = {lines.xValues[place]}
      </p>
      {lines.lines.map((line, index) => {
        const cell = line.cells[place];
        if (!cell) return undefined;
        const half = cell.high === undefined ? undefined : cell.high - cell.mean;
        return (
          <div key={line.label} className={own.tipLine}>
            <LineSample look={lookOfLine(index)} />
            {line.label}
            <strong>
              {formatEstimate(cell.mean, half)} {lines.unit}
            </strong>
            <span className="dim">n = {cell.n}</span>
          </div>
        );
      })}
    </div>
  );
}
