import { Button, Pill, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './new-campaign.module.css';

const form = /^--[^\s=]+=.*$/u;

/** Further settings for every run, as they would be given to the simulation: `--sim-time-limit=100s`. */
export function OptionList({
  options,
  onAdd,
  onRemove,
}: {
  options: readonly string[];
  onAdd: (option: string) => void;
  onRemove: (option: string) => void;
}) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (event: FormEvent) => {
    event.preventDefault();
    const option = text.trim().startsWith('--') ? text.trim() : `--${text.trim()}`;
    if (!form.test(option)) return setProblem('Write it as key=value, for example sim-time-limit=100s.');
    onAdd(option);
    setText('');
    setProblem(undefined);
  };
  return (
    <form onSubmit={add}>
      <div className={classes.addOption}>
        <TextInput
          label="Options"
          placeholder="sim-time-limit=100s"
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={text}
          error={problem}
          onChange={event => setText(event.currentTarget.value)}
          flex={1}
        />
        <Button type="submit" disabled={text.trim() === ''}>
          Add
        </Button>
      </div>
      {options.length > 0 && (
        <ul className={classes.options} aria-label="Options of this campaign">
          {options.map(option => (
            <li key={option}>
              <Pill
                withRemoveButton
                removeButtonProps={{ 'aria-label': `Remove ${option}`, 'aria-hidden': false, tabIndex: 0 }}
                onRemove={() => onRemove(option)}
                className="mono"
              >
                {option}
              </Pill>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
