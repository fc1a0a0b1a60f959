import { describe, expect, it } from 'vitest';
import type { Rows } from '../../../contract/call.ts';
import type { RunRow, RunState } from '../../../contract/runs.ts';
import { createTestLine, Fed, settle } from '../test-line.ts';
import { noFilter, toTest } from './run-filter.ts';
import { latestEnds, runningNow } from './run-highlights.ts';
import { sortRuns } from './run-order.ts';
import { RunTable } from './run-table.ts';
import { Runs } from './runs.ts';

const variables = ['load', 'discipline'];

function run(number: number, values: string[], state: RunState, more: Partial<RunRow> = {}): RunRow {
  return { id: `r${number}` as RunRow['id'], number, values, repetition: number % 2, state, attempts: 1, ...more };
}

const crashed = { reason: 'crashed', signal: 'SIGSEGV' } as const;
const rows = [
  run(0, ['0.5', '"fifo"'], 'finished'),
  run(1, ['9', '"lifo"'], 'failed', { end: crashed }),
  run(2, ['10', '"fifo"'], 'running', { startedAt: 5, progress: { fraction: 0.4, simulatedTime: '4', events: 9 } }),
  run(3, ['10', '"lifo"'], 'waiting'),
];
const numbers = (list: readonly RunRow[]) => list.map(row => row.number);

describe('filtering runs', () => {
  const filtered = (part: Partial<typeof noFilter>) =>
    numbers(rows.filter(toTest({ ...noFilter, ...part }, variables)));

  it('asks for states, values, words and names at once', () => {
    expect(filtered({})).toEqual([0, 1, 2, 3]);
    expect(filtered({ states: ['failed', 'running'] })).toEqual([1, 2]);
    expect(filtered({ values: { load: ['10'], discipline: ['"lifo"'] } })).toEqual([3]);
    expect(filtered({ values: { repetition: ['1'] } })).toEqual([1, 3]);
    expect(filtered({ only: { label: 'x', ids: ['r0', 'r2'] } })).toEqual([0, 2]);
  });

  it('finds words in values, states, ends and numbers', () => {
    expect(filtered({ text: 'load=10' })).toEqual([2, 3]);
    expect(filtered({ text: 'FIFO running' })).toEqual([2]);
    expect(filtered({ text: 'sigsegv' })).toEqual([1]);
    expect(filtered({ text: '#3' })).toEqual([3]);
    expect(filtered({ text: 'nowhere' })).toEqual([]);
  });
});

describe('sorting runs', () => {
  const sorted = (column: string, isDescending = false) => numbers(sortRuns(rows, { column, isDescending }, variables));

  it('compares numbers as numbers and texts as texts', () => {
    expect(sorted('value:load')).toEqual([0, 1, 2, 3]);
    expect(sorted('value:load', true)).toEqual([2, 3, 1, 0]);
    expect(sorted('value:discipline')).toEqual([0, 2, 1, 3]);
  });

  it('puts what needs a look first, and what is not known last whichever way it goes', () => {
    expect(sorted('state')).toEqual([1, 2, 3, 0]);
    expect(sorted('started')).toEqual([2, 0, 1, 3]);
    expect(sorted('started', true)).toEqual([2, 0, 1, 3]);
    expect(sorted('end')).toEqual([1, 0, 2, 3]);
  });
});

describe('the table of all runs', () => {
  it('tells what came, changed and went', () => {
    const table = new RunTable();
    expect(table.apply({ kind: 'snapshot', rows: rows.slice(0, 2), more: true })).toHaveLength(2);
    expect(table.apply({ kind: 'snapshot', rows: rows.slice(2) })).toHaveLength(2);
    const after = run(3, ['10', '"lifo"'], 'running');
    expect(table.apply({ kind: 'changes', changed: [after], removed: ['r0'] })).toEqual([
      { before: rows[3], after },
      { before: rows[0], after: undefined },
    ]);
    table.startOver();
    const changes = table.apply({ kind: 'snapshot', rows: [rows[1]!] });
    expect(changes.filter(({ after: still }) => !still)).toHaveLength(2);
    expect(table.size).toBe(1);
  });
});

describe('the runs of a campaign', () => {
  async function openRuns() {
    const fed = new Fed<Rows<RunRow>>();
    const asked: string[][] = [];
    const client = {
      runs: {
        watch: (_input: object, signal: AbortSignal) => fed.watch(signal),
        cancel: async ({ runIds }: { runIds: string[] }) => void asked.push(runIds),
      },
    };
    const model = new Runs(createTestLine(client), 'c');
    model.setVariables(variables);
    model.open();
    fed.push({ kind: 'snapshot', rows });
    await settle();
    return { fed, model, asked };
  }

  it('are shown filtered and sorted as they change', async () => {
    const { fed, model } = await openRuns();
    model.setFilter({ ...noFilter, states: ['waiting'] });
    expect(numbers(model.read().rows)).toEqual([3]);
    fed.push({
      kind: 'changes',
      changed: [run(3, ['10', '"lifo"'], 'running'), run(2, ['10', '"fifo"'], 'waiting')],
      removed: [],
    });
    await settle(260);
    expect(numbers(model.read().rows)).toEqual([2]);
    expect(model.read().total).toBe(4);
  });

  it('of a campaign that has none yet are live, not loading for ever', async () => {
    const fed = new Fed<Rows<RunRow>>();
    const model = new Runs(createTestLine({ runs: { watch: () => fed.watch() } }), 'c');
    model.open();
    fed.push({ kind: 'snapshot', rows: [] });
    await settle();
    expect(model.read()).toMatchObject({ phase: 'live', total: 0 });
  });

  it('are selected one by one, from one to another as shown, and all', async () => {
    const { model } = await openRuns();
    model.sort({ column: 'number', isDescending: true });
    model.toggle('r2');
    model.extendTo('r0');
    expect([...model.read().selected].sort()).toEqual(['r0', 'r1', 'r2']);
    model.toggleAll();
    expect(model.read().selected.size).toBe(4);
    model.toggleAll();
    expect(model.read().selected.size).toBe(0);
  });

  it('are cancelled by name', async () => {
    const { model, asked } = await openRuns();
    await model.cancel(['r2', 'r3']);
    expect(asked).toEqual([['r2', 'r3']]);
  });
});

describe('what the monitor shows', () => {
  it('is the longest running and the latest ended runs', () => {
    const many = Array.from({ length: 50 }, (_, number) =>
      number < 10
        ? run(number, [], 'running', { startedAt: 100 - number })
        : run(number, [], 'finished', { startedAt: 0, endedAt: (number * 37) % 50 }),
    );
    expect(numbers(runningNow(many, 3))).toEqual([9, 8, 7]);
    const latest = many.flatMap(row => row.endedAt ?? []).sort((a, b) => b - a);
    expect(latestEnds(many, 3).map(row => row.endedAt)).toEqual(latest.slice(0, 3));
  });
});
