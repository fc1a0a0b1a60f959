import { Checkbox, MultiSelect, Select } from '@mantine/core';
import type { ScalarChart } from '../../../models/results/chart-definition.ts';
import type { Contents } from '../../../models/results/results-page.ts';
import own from './scalars.module.css';

interface Props {
  readonly chart: ScalarChart;
  readonly contents: Contents;
  readonly onChange: (chart: ScalarChart) => void;
}

const all = '';
const statisticFields = ['mean', 'min', 'max', 'stddev', 'count', 'sum'];

/** What lies along x, what makes lines, what is held fast, and how it is drawn. */
export function ScalarControls({ chart, contents, onChange }: Props) {
  const varied = contents.dimensions.iterationVariables.filter(({ values }) => values.length > 1);
  const names = varied.map(({ name }) => name);
  const others = varied.filter(({ name }) => name !== chart.x && !chart.series.includes(name));
  const isStatistic = chart.results.some(({ name }) =>
    contents.names.some(known => known.name === name && known.type !== 'scalar'),
  );
  return (
    <>
      {names.length > 0 && (
        <Select
          label="Across"
          w={140}
          data={names}
          value={chart.x ?? null}
          onChange={x => x !== null && onChange(withX(chart, x))}
        />
      )}
      {names.length > 1 && (
        <MultiSelect
          label="A line for each"
          size="xs"
          w={Math.max(150, 64 + chart.series.join('').length * 8)}
          data={names.filter(name => name !== chart.x)}
          value={chart.series}
          onChange={series => onChange(withSeries(chart, series))}
        />
      )}
      {others.map(({ name, values }) => (
        <Select
          key={name}
          label={name}
          w={110}
          data={[{ value: all, label: 'averaged' }, ...values.map(value => ({ value, label: value }))]}
          value={chart.where[name]?.[0] ?? all}
          onChange={value => onChange(withValue(chart, name, value ?? all))}
        />
      ))}
      {isStatistic && (
        <Select
          label="Of the statistic"
          w={110}
          data={statisticFields}
          value={chart.field ?? 'mean'}
          onChange={field => onChange({ ...chart, ...(field !== null && { field }) })}
        />
      )}
      <fieldset className={own.toggles} aria-label="Drawing">
        <Toggle label="95 % CI" isOn={chart.errorBars} onChange={errorBars => onChange({ ...chart, errorBars })} />
        <Toggle label="log x" isOn={chart.logX} onChange={logX => onChange({ ...chart, logX })} />
        <Toggle label="log y" isOn={chart.logY} onChange={logY => onChange({ ...chart, logY })} />
      </fieldset>
    </>
  );
}

function Toggle({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return <Checkbox label={label} checked={isOn} onChange={event => onChange(event.currentTarget.checked)} />;
}

function withX(chart: ScalarChart, x: string): ScalarChart {
  const { [x]: _old, ...where } = chart.where;
  // What lay across before makes lines now, so that nothing is averaged unasked.
  const series = chart.series.filter(name => name !== x);
  return { ...chart, x, where, series: chart.x === undefined || chart.x === x ? series : [...series, chart.x] };
}

function withSeries(chart: ScalarChart, series: string[]): ScalarChart {
  const where = Object.fromEntries(Object.entries(chart.where).filter(([name]) => !series.includes(name)));
  return { ...chart, series, where };
}

function withValue(chart: ScalarChart, name: string, value: string): ScalarChart {
  const { [name]: _old, ...where } = chart.where;
  return { ...chart, where: value === all ? where : { ...where, [name]: [value] } };
}
