import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { ResultRun } from '../../../../contract/results.ts';
import { labelOfRun } from '../../../models/results/results-page.ts';
import screen from '../../../parts/screen.module.css';
import classes from '../results.module.css';
import own from './vectors.module.css';

const mostRuns = 64;
const shownAtMost = 300;

/** Which runs' vectors are laid over each other. */
export function RunChoice({
  runs,
  chosen,
  onChange,
}: {
  runs: readonly ResultRun[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
}) {
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
          placeholder={`Search ${runs.length} runs`}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
        />
      </div>
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
        {fitting.length > shownAtMost && <p className="dim">{fitting.length - shownAtMost} more; search for them.</p>}
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
