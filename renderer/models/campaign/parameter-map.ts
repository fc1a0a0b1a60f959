import type { RunCounts } from '../../../contract/campaigns.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { repetitionVariable, valueAt } from './run-filter.ts';
import type { RunChange } from './run-table.ts';

/** Which variables span the map, and which values of the others it shows. */
export interface MapAxes {
  readonly x: string;
  /** Absent: one row of cells. */
  readonly y: string | undefined;
  /** Variables that are neither axis → the one value shown; absent: all of them together. */
  readonly slices: Readonly<Record<string, string>>;
}

/** A variable with the values that occur, in a sensible order. */
export interface Dimension {
  readonly name: string;
  readonly values: readonly string[];
}

/** One point of the parameter space (or several, where other variables are taken together) and what became of its runs. */
export interface MapCell {
  readonly x: string;
  readonly y: string;
  readonly counts: RunCounts;
  readonly total: number;
}

/** Finds the variables and values that occur; the repetition counts as one. */
export function findDimensions(rows: Iterable<RunRow>, variables: readonly string[]): Dimension[] {
  const found = [...variables, repetitionVariable].map(name => ({ name, values: new Set<string>() }));
  for (const row of rows)
    found.forEach(({ values }, index) => {
      values.add(valueAt(row, index < variables.length ? index : -1));
    });
  return found.map(({ name, values }) => ({ name, values: inOrder([...values]) }));
}

/** Chooses axes that show most of a campaign at a glance: the variable with the most values lies along the wider side. */
export function suggestAxes(dimensions: readonly Dimension[]): MapAxes {
  const variables = dimensions.filter(({ name, values }) => name !== repetitionVariable && values.length > 1);
  const byLength = [...variables].sort((a, b) => b.values.length - a.values.length);
  return { x: byLength[0]?.name ?? repetitionVariable, y: byLength[1]?.name, slices: {} };
}

/** Counts a campaign's runs per point, change by change. */
export class ParameterMap {
  readonly #xIndex: number;
  readonly #yIndex: number | undefined;
  readonly #slices: ReadonlyArray<readonly [index: number, value: string]>;
  readonly #cells = new Map<string, MapCell>();

  constructor(axes: MapAxes, variables: readonly string[]) {
    this.#xIndex = variables.indexOf(axes.x);
    this.#yIndex = axes.y === undefined ? undefined : variables.indexOf(axes.y);
    this.#slices = Object.entries(axes.slices).map(([name, value]) => [variables.indexOf(name), value]);
  }

  /** A cell's object is another whenever anything about it changed. */
  cell(x: string, y: string): MapCell | undefined {
    return this.#cells.get(toKey(x, y));
  }

  cells(): MapCell[] {
    return [...this.#cells.values()];
  }

  add(rows: Iterable<RunRow>): void {
    for (const row of rows) this.#count(row, 1);
  }

  apply(changes: readonly RunChange[]): void {
    for (const { before, after } of changes) {
      if (before?.state === after?.state) continue;
      if (before) this.#count(before, -1);
      if (after) this.#count(after, 1);
    }
  }

  #count(row: RunRow, by: 1 | -1): void {
    if (!this.#slices.every(([index, value]) => valueAt(row, index) === value)) return;
    const x = valueAt(row, this.#xIndex);
    const y = this.#yIndex === undefined ? '' : valueAt(row, this.#yIndex);
    const key = toKey(x, y);
    const { counts, total } = this.#cells.get(key) ?? { counts: noRuns, total: 0 };
    this.#cells.set(key, { x, y, counts: { ...counts, [row.state]: counts[row.state] + by }, total: total + by });
  }
}

const noRuns: RunCounts = {
  waiting: 0,
  running: 0,
  finished: 0,
  truncated: 0,
  failed: 0,
  cancelled: 0,
  interrupted: 0,
  reused: 0,
};

function toKey(x: string, y: string): string {
  return `${x}\n${y}`;
}

function inOrder(values: string[]): string[] {
  const numbers = values.map(Number);
  if (values.some(value => value.trim() === '') || numbers.some(Number.isNaN)) return values;
  return values.sort((a, b) => Number(a) - Number(b));
}
