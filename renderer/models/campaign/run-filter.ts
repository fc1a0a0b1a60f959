import { z } from 'zod';
import { type RunEnd, type RunRow, RunState } from '../../../contract/runs.ts';
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
  const wordTests = words.map(word => toWordTest(word, variables));
  const values = Object.entries(filter.values).map(([name, accepted]) => ({
    index: variables.indexOf(name),
    accepted: new Set(accepted),
  }));
  const only = filter.only && new Set(filter.only.ids);
  return row =>
    (only === undefined || only.has(row.id)) &&
    (states.size === 0 || states.has(row.state)) &&
    values.every(({ index, accepted }) => accepted.has(valueAt(row, index))) &&
    wordTests.every(test => test(row));
}

/** A run's value of a variable by its place; every other place is the repetition. */
export function valueAt(row: RunRow, index: number): string {
  return index < 0 ? String(row.repetition) : (row.values[index] ?? '');
}

// Values and states are few and runs are many: each value is compared with the word once, not once for each of ten thousand runs.
function toWordTest(word: string, variables: readonly string[]): (row: RunRow) => boolean {
  const hasState = remembered((state: RunRow['state']) => contains(describeRunState(state), word));
  const hasNode = remembered((node: string) => contains(node, word));
  const hasValue = variables.map(name => remembered((value: string) => contains(`${name}=${value}`, word)));
  const mayBeNumber = /\d/.test(word);
  return row =>
    hasState(row.state) ||
    row.values.some((value, index) => hasValue[index]?.(value)) ||
    (mayBeNumber && `#${row.number}`.includes(word)) ||
    (row.node !== undefined && hasNode(row.node)) ||
    (row.end !== undefined && row.state !== 'finished' && row.state !== 'reused' && contains(shortOf(row.end), word));
}

function remembered<Key>(test: (key: Key) => boolean): (key: Key) => boolean {
  const known = new Map<Key, boolean>();
  return key => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = test(key);
    known.set(key, result);
    return result;
  };
}

function contains(text: string, word: string): boolean {
  return text.toLowerCase().includes(word);
}

// Ends are replaced, never changed, so that what was said about one stays true.
const shorts = new WeakMap<RunEnd, string>();

function shortOf(end: RunEnd): string {
  const known = shorts.get(end) ?? describeRunEnd(end).short;
  shorts.set(end, known);
  return known;
}
