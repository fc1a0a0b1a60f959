import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { Dimensions } from '../../../models/results/chart-definition.ts';
import type { ResultRuns } from '../../../models/results/result-runs.ts';
import { labelOfRun } from '../../../models/results/results-page.ts';
import { useModel } from '../../../models/use-model.ts';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import screen from '../../../parts/screen.module.css';
import { formatCounted } from '../../../words/format-number.ts';
import classes from '../results.module.css';
import own from './vectors.module.css';

const mostRuns = 64;
const shownAtMost = 300;

interface Props {
  readonly model: ResultRuns;
  readonly dimensions: Dimensions;
  readonly chosen: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

/** Which runs' vectors are laid over each other. */
export function RunChoice({ model, dimensions, chosen, onChange }: Props) {
  const { runs, total, failure } = useModel(model);
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search).toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = runs.filter(run => words.every(word => labelOfRun(run).toLowerCase().includes(word)));
  const isOn = new Set(chosen);
  const toggle = (id: string) => onChange(isOn.has(id) ? chosen.filter(other => other !== id) : [...chosen, id]);
  return (
    <section className={`${screen.panel} ${classes.browser}`} aria-label="Runs">
      <div className={classes.search}>
        <TextInput
          aria-label="Search runs"
          placeholder={`Search ${formatCounted(total, 'run')}`}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
        />
        <Narrowing model={model} dimensions={dimensions} />
      </div>
      {failure && <FailureNotice failure={failure} onRetry={model.retry} />}
      <fieldset className={classes.list} aria-label="Runs">
        {fitting.slice(0, shownAtMost).map(run => (
          <label key={run.id} className={classes.choice}>
            <input
              type="checkbox"
              checked={isOn.has(run.id)}
              disabled={!isOn.has(run.id) && chosen.length >= mostRuns}
              onChange={() => toggle(run.id)}
            />
            <span className="numeric">{labelOfRun(run)}</span>
          </label>
        ))}
        {(fitting.length > shownAtMost || runs.length < total) && (
          <p className="dim">There are more: choose values above, or search.</p>
        )}
      </fieldset>
      <div className={own.foot}>
        <span className="dim numeric">{chosen.length} chosen</span>
        <Button size="compact-xs" disabled={chosen.length === 0} onClick={() => onChange([])}>
          None
        </Button>
        <Button
          size="compact-xs"
          disabled={fitting.length === 0 || fitting.length > mostRuns}
          onClick={() => onChange([...new Set([...chosen, ...fitting.map(run => run.id)])].slice(0, mostRuns))}
        >
          All found
        </Button>
      </div>
    </section>
  );
}

const any = '';

// One field for each variable: of thousands of runs only some are listed.
function Narrowing({ model, dimensions }: { model: ResultRuns; dimensions: Dimensions }) {
  const { where } = useModel(model);
  const varied = dimensions.iterationVariables.filter(({ values }) => values.length > 1);
  const choose = (name: string, value: string) => {
    const { [name]: _old, ...others } = where;
    void model.narrow(value === any ? others : { ...others, [name]: [value] });
  };
  return (
    <div className={own.narrowing}>
      {varied.map(({ name, values }) => (
        <Select
          key={name}
          aria-label={name}
          title={name}
          data={[
            { value: any, label: `any ${name}` },
            ...values.map(value => ({ value, label: `${name} = ${value}` })),
          ]}
          value={where[name]?.[0] ?? any}
          onChange={value => choose(name, value ?? any)}
        />
      ))}
    </div>
  );
}
