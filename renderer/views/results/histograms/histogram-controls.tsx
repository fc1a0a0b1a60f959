import { Checkbox, MultiSelect, Select } from '@mantine/core';
import type { HistogramChart } from '../../../models/results/chart-definition.ts';
import type { Contents } from '../../../models/results/results-page.ts';
import own from '../scalars/scalars.module.css';

const shapes = [
  { value: 'density', label: 'density' },
  { value: 'count', label: 'count' },
  { value: 'cumulative', label: 'cumulative' },
];

interface Props {
  readonly chart: HistogramChart;
  readonly contents: Contents;
  readonly onChange: (chart: HistogramChart) => void;
}

/** Which points are laid over each other, and what the height of a bin means. */
export function HistogramControls({ chart, contents, onChange }: Props) {
  const varied = contents.dimensions.iterationVariables.filter(({ values }) => values.length > 1);
  const choose = (name: string, accepted: string[]) => {
    const { [name]: _old, ...others } = chart.where;
    onChange({ ...chart, where: accepted.length > 0 ? { ...others, [name]: accepted } : others });
  };
  return (
    <>
      {varied.map(({ name, values }) => (
        <MultiSelect
          key={name}
          size="xs"
          label={name}
          placeholder={chart.where[name] ? undefined : 'all'}
          w={Math.max(130, 60 + (chart.where[name] ?? []).join('').length * 9 + (chart.where[name]?.length ?? 0) * 26)}
          data={values}
          value={chart.where[name] ?? []}
          onChange={accepted => choose(name, accepted)}
        />
      ))}
      <Select
        label="Height"
        w={120}
        data={shapes}
        value={chart.shape}
        onChange={shape => shape && onChange({ ...chart, shape: shape as HistogramChart['shape'] })}
      />
      <fieldset className={own.toggles} aria-label="Drawing">
        <Checkbox
          label="merge repetitions"
          checked={chart.merge}
          onChange={event => onChange({ ...chart, merge: event.currentTarget.checked })}
        />
        <Checkbox
          label="log y"
          checked={chart.logY}
          onChange={event => onChange({ ...chart, logY: event.currentTarget.checked })}
        />
      </fieldset>
    </>
  );
}
