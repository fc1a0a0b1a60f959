import type { Histogram } from '../../../../contract/results.ts';
import { formatValue, formatWithUnit } from '../../../words/format-number.ts';
import { LineSample, lookOfLine } from '../chart-line-look.tsx';
import own from '../scalars/scalars.module.css';

interface Props {
  readonly histograms: readonly Histogram[];
  /** Given by the chart: where, and the heights there. */
  readonly label?: unknown;
  readonly active?: boolean;
  readonly payload?: ReadonlyArray<{ readonly name?: unknown; readonly value?: unknown }>;
}

/** The heights of the bins that begin at the value pointed at. */
export function HistogramTip({ histograms, label, active, payload = [] }: Props) {
  if (!active) return undefined;
  return (
    <div className={own.tip}>
      <p className={own.tipTitle}>from {formatWithUnit(Number(label), histograms[0]?.unit)}</p>
      {histograms.map((histogram, index) => {
        const value = payload.find(entry => entry.name === histogram.label)?.value;
        if (typeof value !== 'number') return undefined;
        return (
          <div key={histogram.label} className={own.tipLine}>
            <LineSample look={lookOfLine(index)} hasMark={false} />
            {histogram.label}
            <strong>{formatValue(value)}</strong>
          </div>
        );
      })}
    </div>
  );
}
