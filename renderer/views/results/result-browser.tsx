import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import type { ResultName } from '../../../contract/results.ts';
import type { ResultChoice } from '../../models/results/chart-definition.ts';
import screen from '../../parts/screen.module.css';
import classes from './results.module.css';

interface Props {
  readonly label: string;
  readonly names: readonly ResultName[];
  readonly chosen: readonly ResultChoice[];
  readonly isSeveral: boolean;
  readonly onChange: (chosen: ResultChoice[]) => void;
}

const shownAtMost = 400;

/** The results there are, by name and module, for choosing one or several. */
export function ResultBrowser({ label, names, chosen, isSeveral, onChange }: Props) {
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search).toLowerCase().split(/\s+/).filter(Boolean);
  const all = names.flatMap(name => name.modules.map(module => ({ ...name, module })));
  const fitting = all.filter(({ name, module, title = '' }) => {
    const text = `${name} ${module} ${title}`.toLowerCase();
    return words.every(word => text.includes(word));
  });
  const isChosen = (choice: ResultChoice) => chosen.some(other => isSame(other, choice));
  const toggle = ({ name, module }: ResultChoice) => {
    const choice = { name, module };
    if (!isSeveral) onChange([choice]);
    else onChange(isChosen(choice) ? chosen.filter(other => !isSame(other, choice)) : [...chosen, choice]);
  };
  return (
    <section className={`${screen.panel} ${classes.browser}`} aria-label={label}>
      <div className={classes.search}>
        <TextInput
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder={`Search ${label.toLowerCase()} (${all.length})`}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
        />
      </div>
      <fieldset className={classes.list} aria-label={label}>
        {fitting.slice(0, shownAtMost).map(({ type, name, module, unit, title }) => (
          <label key={`${type} ${name} ${module}`} className={classes.choice} title={title}>
            <input
              type={isSeveral ? 'checkbox' : 'radio'}
              name={label}
              checked={isChosen({ name, module })}
              onChange={() => toggle({ name, module })}
            />
            <span className={classes.choiceName}>{name}</span>
            <span className={classes.choiceModule}>
              {module}
              {unit && ` · ${unit}`}
            </span>
          </label>
        ))}
        {fitting.length > shownAtMost && <p className="dim">{fitting.length - shownAtMost} more; search for them.</p>}
        {fitting.length === 0 && <p className="dim">Nothing is called like this.</p>}
      </fieldset>
    </section>
  );
}

function isSame(a: ResultChoice, b: ResultChoice): boolean {
  return a.name === b.name && a.module === b.module;
}
