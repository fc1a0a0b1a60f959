import { z } from 'zod';
import { type RunRow, RunState } from '../../../contract/runs.ts';
import { describeRunEnd, describeRunState } from '../../words/describe-run-end.ts';

/** Which runs of a campaign are shown. Empty parts let everything through. */
export const RunFilter = z.object({
  states: z.array(RunState),
  text: z.string(),
  /** Iteration variable (or `repetition`) → accepted values. */
  values: z.record(z.string(), z.array(z.string())),
  /** Some runs by name, e.g. those that died alike. */
  only: z.object({ label: z.string(), ids: z.array(z.string()) }).optional(),
});
export type RunFilter = z.infer<typeof RunFilter>;

export const noFilter: RunFilter = { states: [], text: '', values: {} };

/** The pseudo variable that every campaign has. */
export const repetitionVariable = 'repetition';

/** Whether anything is filtered at all. */
export function isFiltering({ states, text, values, only }: RunFilter): boolean {
  return states.length > 0 || text.trim() !== '' || Object.keys(values).length > 0 || only !== undefined;
}

/** Makes the test that a filter means, for one campaign's variables. */
export function toTest(filter: RunFilter, variables: readonly string[]): (row: RunRow) => boolean {
  const states = new Set(filter.states);
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const values = Object.entries(filter.values).map(([name, accepted]) => ({
    index: variables.indexOf(name),
    accepted: new Set(accepted),
  }));
  const only = filter.only && new Set(filter.only.ids);
  return row =>
    (only === undefined || only.has(row.id)) &&
    (states.size === 0 || states.has(row.state)) &&
    values.every(({ index, accepted }) => accepted.has(valueAt(row, index))) &&
    (words.length === 0 || matches(row, words, variables));
}

/** A run's value of a variable by its place; every other place is the repetition. */
export function valueAt(row: RunRow, index: number): string {
  return index < 0 ? String(row.repetition) : (row.values[index] ?? '');
}

// Rows are replaced, never changed, so that what was written about one stays true.
const written = new WeakMap<RunRow, string>();

function matches(row: RunRow, words: readonly string[], variables: readonly string[]): boolean {
  let text = written.get(row);
  if (text === undefined) {
    text = write(row, variables).toLowerCase();
    written.set(row, text);
  }
  const known = text;
  return words.every(word => known.includes(word));
}

function write(row: RunRow, variables: readonly string[]): string {
  const values = variables.map((name, index) => `${name}=${row.values[index] ?? ''}`);
  const end = row.end ? describeRunEnd(row.end).short : '';
  return ` #${row.number} ${values.join(' ')} ${describeRunState(row.state)} ${end} ${row.node ?? ''}`;
}
