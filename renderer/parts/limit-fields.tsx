import { NumberInput } from '@mantine/core';
import type { RunLimits } from '../../contract/campaigns.ts';
import classes from './limit-fields.module.css';

type Key = keyof RunLimits;

const fields: ReadonlyArray<{ key: Key; label: string; unit: string; factor: number }> = [
  { key: 'wallSeconds', label: 'Run time', unit: ' min', factor: 60 },
  { key: 'cpuSeconds', label: 'CPU time', unit: ' min', factor: 60 },
  { key: 'memoryBytes', label: 'Memory', unit: ' MB', factor: 1e6 },
  { key: 'logBytes', label: 'Log', unit: ' MB', factor: 1e6 },
  { key: 'resultBytes', label: 'Results', unit: ' MB', factor: 1e6 },
];

/** What one run may use before it is stopped; an empty field is no limit. */
export function LimitFields({ limits, onChange }: { limits: RunLimits; onChange: (limits: RunLimits) => void }) {
  const set = (key: Key, value: number | undefined) => {
    const { [key]: _old, ...others } = limits;
    onChange(value === undefined ? others : { ...others, [key]: value });
  };
  return (
    <fieldset className={classes.limits}>
      <legend className={classes.legend}>Limits of one run</legend>
      {fields.map(({ key, label, unit, factor }) => {
        const value = limits[key];
        return (
          <NumberInput
            key={key}
            label={label}
            placeholder="No limit"
            suffix={unit}
            min={0}
            allowNegative={false}
            decimalScale={2}
            value={value === undefined ? '' : value / factor}
            onChange={next => set(key, toLimit(next, factor, key))}
          />
        );
      })}
    </fieldset>
  );
}

function toLimit(value: number | string, factor: number, key: Key): number | undefined {
  if (typeof value !== 'number' || value <= 0) return undefined;
  return key.endsWith('Bytes') ? Math.round(value * factor) : value * factor;
}
