import { TextInput } from '@mantine/core';
import { IconListSearch, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { RunDetail } from '../../../../contract/runs.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import classes from './run.module.css';

/** Every setting the run was made with, after inheritance and iteration. */
export function RunConfiguration({ run }: { run: RunDetail }) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const entries = run.effectiveConfiguration ?? [];
  if (entries.length === 0)
    return (
      <EmptyState icon={IconListSearch} title="Not recorded">
        The simulation did not tell the settings of this run.
      </EmptyState>
    );
  const fitting = entries.filter(({ key, value }) => `${key} ${value}`.toLowerCase().includes(wanted));
  const text = entries.map(({ key, value }) => `${key} = ${value}`).join('\n');
  return (
    <div className={classes.body}>
      <div className={classes.headingLine}>
        <TextInput
          aria-label="Search settings"
          placeholder="Search"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
        />
        <CopyButton text={text} label="Copy all" />
      </div>
      <dl className={classes.settings}>
        {fitting.map(({ key, value }) => (
          <div key={key} className={classes.setting}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
