import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Histogram } from '../../../../contract/results.ts';
import type { HistogramChart } from '../../../models/results/chart-definition.ts';
import { toSteps } from '../../../models/results/histogram-answers.ts';
import { formatCounted, formatValue } from '../../../words/format-number.ts';
import { LineSample, lookOfLine } from '../chart-line-look.tsx';
import { niceTicks } from '../nice-ticks.ts';
import classes from '../results.module.css';
import { HistogramTip } from './histogram-tip.tsx';

type Row = Record<string, number | undefined>;

interface Props {
  readonly chart: HistogramChart;
  readonly histograms: readonly Histogram[];
  readonly isOld: boolean;
}

/** Histograms as stepped outlines over each other. */
export function HistogramChartView({ chart, histograms, isOld }: Props) {
  const rows = toRows(chart, histograms);
  const unit = histograms[0]?.unit;
  const name = `${chart.result?.name ?? ''}${unit === undefined ? '' : ` [${unit}]`}`;
  return (
    <>
      <div
        className={classes.drawing}
        data-chart
        data-old={isOld || undefined}
        role="img"
        aria-label={`${name}: ${formatCounted(histograms.length, 'histogram')}, ${chart.shape}.`}
      >
        <ResponsiveContainer width="100%" height="100%" minHeight={200}>
          <AreaChart data={rows} margin={{ top: 8, right: 24, bottom: 22, left: 14 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              domain={['dataMin', 'dataMax']}
              ticks={niceTicks(rows[0]?.x ?? 0, rows.at(-1)?.x ?? 1, 8)}
              tick={tick}
              tickFormatter={shortNumber}
              stroke="var(--line-strong)"
              label={{ value: name, position: 'insideBottom', offset: -14, style: axisLabel }}
            />
            <YAxis
              tick={tick}
              tickFormatter={shortNumber}
              scale={chart.logY ? 'log' : 'auto'}
              domain={chart.logY ? ['auto', 'auto'] : [0, 'auto']}
              {...(!chart.logY && { ticks: niceTicks(0, highest(rows), 5) })}
              allowDataOverflow={chart.logY}
              width="auto"
              stroke="var(--line-strong)"
              label={{
                value: chart.shape,
                angle: -90,
                position: 'insideLeft',
                style: { ...axisLabel, textAnchor: 'middle' },
              }}
            />
            <Tooltip
              content={<HistogramTip histograms={histograms} />}
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)' }}
            />
            {histograms.map((histogram, index) => {
              const { color, dash } = lookOfLine(index);
              return (
                <Area
                  key={histogram.label}
                  dataKey={`h${index}`}
                  name={histogram.label}
                  type="stepAfter"
                  stroke={color}
                  strokeWidth={1.6}
                  {...(dash !== undefined && { strokeDasharray: dash })}
                  fill={color}
                  fillOpacity={histograms.length > 3 ? 0.05 : 0.13}
                  dot={false}
                  activeDot={false}
                  isAnimationActive={false}
                />
              );
            })}
          </AreaChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes.legend} aria-label="Histograms" data-legend>
        {histograms.map(({ label }, index) => (
          <li key={label}>
            <LineSample look={lookOfLine(index)} hasMark={false} />
            {label || chart.result?.name}
          </li>
        ))}
      </ul>
    </>
  );
}

function highest(rows: readonly Row[]): number {
  return rows.reduce(
    (most, { x: _x, ...heights }) => Math.max(most, ...Object.values(heights).map(value => value ?? 0)),
    0,
  );
}

const tick = { fontSize: 12, fill: 'var(--text-dim)' };
const axisLabel = { fontSize: 12, fill: 'var(--text)', fontWeight: 550 };

// Bins differ from one histogram to the next: a row for every edge of any, with each outline's height there.
function toRows(chart: HistogramChart, histograms: readonly Histogram[]): Row[] {
  const all = histograms.map(histogram => toSteps(histogram, chart.shape));
  const edges = [...new Set(all.flatMap(steps => steps.map(({ x }) => x)))].sort((a, b) => a - b);
  const rows: Row[] = edges.map(x => ({ x }));
  all.forEach((steps, index) => {
    let at = 0;
    for (const row of rows) {
      const x = row.x ?? 0;
      while (at + 1 < steps.length && (steps[at + 1]?.x ?? Number.POSITIVE_INFINITY) <= x) at++;
      const step = steps[at];
      const isInside = step !== undefined && x >= step.x && x <= (steps.at(-1)?.x ?? 0);
      if (isInside && !(chart.logY && step.y <= 0)) row[`h${index}`] = step.y;
    }
  });
  return rows;
}

function shortNumber(value: number): string {
  return formatValue(value, 3);
}
