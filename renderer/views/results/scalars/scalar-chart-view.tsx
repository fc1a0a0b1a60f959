import { CartesianGrid, ErrorBar, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { ScalarChart } from '../../../models/results/chart-definition.ts';
import type { ScalarLines } from '../../../models/results/scalar-answers.ts';
import { formatValue } from '../../../words/format-number.ts';
import { type LineLook, LineMark, LineSample, lookOfLine } from '../chart-line-look.tsx';
import { niceTicks } from '../nice-ticks.ts';
import classes from '../results.module.css';
import { describeScalars } from './describe-scalars.ts';
import { ScalarTip } from './scalar-tip.tsx';

type Row = Record<string, number | string | [number, number] | undefined>;

/** The lines of a scalar chart with their confidence intervals. */
export function ScalarChartView({ chart, lines, isOld }: { chart: ScalarChart; lines: ScalarLines; isOld: boolean }) {
  const rows = toRows(chart, lines);
  const isAxis = lines.isNumeric;
  return (
    <>
      <div
        className={classes.drawing}
        data-chart
        data-old={isOld || undefined}
        role="img"
        aria-label={describeScalars(chart, lines)}
      >
        <ResponsiveContainer width="100%" height="100%" minHeight={200}>
          <LineChart data={rows} margin={{ top: 8, right: 24, bottom: 22, left: 14 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="x"
              type={isAxis ? 'number' : 'category'}
              domain={isAxis ? ['dataMin', 'dataMax'] : [0, 'auto']}
              scale={isAxis && chart.logX ? 'log' : 'auto'}
              padding={isAxis ? { left: 12, right: 12 } : 'gap'}
              allowDuplicatedCategory={false}
              tick={tick}
              {...(isAxis && { tickFormatter: shortNumber, ticks: ticksOfX(chart, lines) })}
              stroke="var(--line-strong)"
              label={{ value: chart.x ?? '', position: 'insideBottom', offset: -14, style: axisLabel }}
            />
            <YAxis
              domain={chart.logY ? ['auto', 'auto'] : [(low: number) => Math.min(0, low), 'auto']}
              scale={chart.logY ? 'log' : 'auto'}
              allowDataOverflow={chart.logY}
              tick={tick}
              tickFormatter={shortNumber}
              width="auto"
              stroke="var(--line-strong)"
              label={{
                value: yLabel(chart, lines),
                angle: -90,
                position: 'insideLeft',
                style: { ...axisLabel, textAnchor: 'middle' },
              }}
            />
            <Tooltip
              content={<ScalarTip chart={chart} lines={lines} />}
              isAnimationActive={false}
              cursor={{ stroke: 'var(--line-strong)' }}
            />
            {lines.lines.map((line, index) => drawLine(line.label, index, chart.errorBars))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className={classes.legend} aria-label="Lines" data-legend>
        {lines.lines.map((line, index) => (
          <li key={line.label}>
            <LineSample look={lookOfLine(index)} />
            {line.label}
          </li>
        ))}
      </ul>
    </>
  );
}

const tick = { fontSize: 12, fill: 'var(--text-dim)' };
const axisLabel = { fontSize: 12, fill: 'var(--text)', fontWeight: 550 };

// Recharts looks for its own components among the children, so that a line is made by a function, not by a component.
function drawLine(label: string, index: number, hasErrorBars: boolean) {
  const look = lookOfLine(index);
  return (
    <Line
      key={label}
      dataKey={`mean${index}`}
      name={label}
      type="linear"
      stroke={look.color}
      strokeWidth={1.8}
      {...(look.dash !== undefined && { strokeDasharray: look.dash })}
      dot={props => markAt(props, look)}
      activeDot={props => markAt(props, look)}
      connectNulls={false}
      isAnimationActive={false}
    >
      {hasErrorBars && (
        <ErrorBar
          dataKey={`spread${index}`}
          direction="y"
          width={5}
          strokeWidth={1.2}
          stroke={look.color}
          isAnimationActive={false}
        />
      )}
    </Line>
  );
}

interface Dot {
  readonly key?: React.Key | null | undefined;
  readonly cx?: number | undefined;
  readonly cy?: number | undefined;
}

function markAt({ key, cx, cy }: Dot, look: LineLook) {
  return cx === undefined || cy === undefined || Number.isNaN(cy) ? (
    <g key={key} />
  ) : (
    <LineMark key={key} x={cx} y={cy} look={look} />
  );
}

function toRows(chart: ScalarChart, { xValues, isNumeric, lines }: ScalarLines): Row[] {
  return xValues.map((x, place) => {
    const row: Row = { x: isNumeric ? Number(x) : x };
    lines.forEach(({ cells }, index) => {
      const cell = cells[place];
      if (!cell || (chart.logY && cell.mean <= 0)) return;
      row[`mean${index}`] = cell.mean;
      // A lower end at or below zero has no place on a logarithmic axis.
      const low = cell.low === undefined || (chart.logY && cell.low <= 0) ? cell.mean : cell.low;
      row[`spread${index}`] = [cell.mean - low, (cell.high ?? cell.mean) - cell.mean];
    });
    return row;
  });
}

const mostTicks = 12;

// Few values are labelled themselves; of many, round numbers between them.
function ticksOfX({ logX }: ScalarChart, { xValues }: ScalarLines): number[] {
  const numbers = xValues.map(Number);
  const [first = 0, last = 1] = [numbers[0], numbers.at(-1)];
  return logX || numbers.length <= mostTicks ? numbers : niceTicks(first, last, 8);
}

function yLabel(chart: ScalarChart, { unit }: ScalarLines): string {
  const name = chart.results.length === 1 ? (chart.results[0]?.name ?? '') : '';
  const field = chart.field === undefined ? '' : ` (${chart.field})`;
  return [name + field, unit && `[${unit}]`].filter(Boolean).join(' ');
}

function shortNumber(value: number): string {
  return formatValue(value, 3);
}
