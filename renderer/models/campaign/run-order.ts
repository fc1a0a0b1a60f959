import type { RunRow, RunState } from '../../../contract/runs.ts';
import { describeRunEnd } from '../../words/describe-run-end.ts';

/** Which column runs are sorted by: a fixed one, or a variable as `value:NAME`. */
export interface RunSorting {
  readonly column: string;
  readonly isDescending: boolean;
}

export const byNumber: RunSorting = { column: 'number', isDescending: false };

type Key = number | string;

const stateOrder: Readonly<Record<RunState, number>> = {
  failed: 0,
  interrupted: 1,
  truncated: 2,
  running: 3,
  waiting: 4,
  finished: 5,
  reused: 6,
  cancelled: 7,
};

/** Sorts runs; equal ones stay in the order of their numbers. */
export function sortRuns(rows: readonly RunRow[], sorting: RunSorting, variables: readonly string[]): RunRow[] {
  const keyOf = toKey(sorting.column, variables);
  const sign = sorting.isDescending ? -1 : 1;
  const keyed = rows.map(row => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => compare(a.key, b.key, sign) || a.row.number - b.row.number);
  return keyed.map(({ row }) => row);
}

function toKey(column: string, variables: readonly string[]): (row: RunRow) => Key | undefined {
  if (column.startsWith('value:')) {
    const index = variables.indexOf(column.slice('value:'.length));
    return row => asKey(row.values[index]);
  }
  return keys[column] ?? (row => row.number);
}

const keys: Readonly<Record<string, (row: RunRow) => Key | undefined>> = {
  number: row => row.number,
  repetition: row => row.repetition,
  state: row => stateOrder[row.state],
  progress: row => row.progress?.fraction ?? (row.end ? 2 : -1),
  speed: row => row.progress?.eventsPerSecond,
  started: row => row.startedAt,
  time: row => (row.startedAt === undefined ? undefined : (row.endedAt ?? Number.MAX_SAFE_INTEGER) - row.startedAt),
  attempts: row => row.attempts,
  node: row => row.node,
  place: row => row.place,
  end: row => row.end && describeRunEnd(row.end).short,
};

// Most values are numbers written as text: 9 comes before 10.
function asKey(value: string | undefined): Key | undefined {
  if (value === undefined || value.trim() === '') return value;
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}

// What is not known yet comes last, whichever way the rest goes.
function compare(a: Key | undefined, b: Key | undefined, sign: number): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return String(a) < String(b) ? -sign : sign;
}
