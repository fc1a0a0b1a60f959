import { describe, expect, it } from 'vitest';
import type { RunRow, RunState } from '../../../contract/runs.ts';
import { describeCell, lookOfCell } from '../../words/describe-cell.ts';
import { findDimensions, ParameterMap, suggestAxes } from './parameter-map.ts';

const variables = ['servers', 'load', 'capacity'];

function run(number: number, values: string[], repetition: number, state: RunState): RunRow {
  return { id: `r${number}` as RunRow['id'], number, values, repetition, state, attempts: 1 };
}

function product(state: RunState): RunRow[] {
  let number = 0;
  const rows: RunRow[] = [];
  for (const servers of ['1', '2'])
    for (const load of ['0.9', '0.5', '0.10'])
      for (let repetition = 0; repetition < 2; repetition++)
        rows.push(run(number++, [servers, load, '5'], repetition, state));
  return rows;
}

describe('the axes of the map', () => {
  it('are the variables with the most values, numbers in their order', () => {
    const dimensions = findDimensions(product('waiting'), variables);
    expect(dimensions.map(({ name, values }) => [name, values])).toEqual([
      ['servers', ['1', '2']],
      ['load', ['0.10', '0.5', '0.9']],
      ['capacity', ['5']],
      ['repetition', ['0', '1']],
    ]);
    expect(suggestAxes(dimensions)).toEqual({ x: 'load', y: 'servers', slices: {} });
  });

  it('of a campaign without variables are its repetitions', () => {
    const rows = [0, 1, 2].map(repetition => run(repetition, [], repetition, 'waiting'));
    expect(suggestAxes(findDimensions(rows, []))).toEqual({ x: 'repetition', y: undefined, slices: {} });
  });
});

describe('the map', () => {
  it('counts runs per point as they change, and gives only changed cells another object', () => {
    const rows = product('waiting');
    const map = new ParameterMap({ x: 'load', y: 'servers', slices: {} }, variables);
    map.add(rows);
    const [before, other] = [map.cell('0.9', '1'), map.cell('0.5', '2')];
    expect(before).toMatchObject({ total: 2, counts: { waiting: 2 } });
    map.apply([{ before: rows[0], after: { ...rows[0]!, state: 'failed' } }]);
    expect(map.cell('0.9', '1')).toMatchObject({ total: 2, counts: { waiting: 1, failed: 1 } });
    expect(map.cell('0.9', '1')).not.toBe(before);
    expect(map.cell('0.5', '2')).toBe(other);
  });

  it('shows a slice of what is no axis, or all of it together', () => {
    const rows = product('finished');
    const all = new ParameterMap({ x: 'load', y: undefined, slices: {} }, variables);
    all.add(rows);
    expect(all.cell('0.5', '')?.total).toBe(4);
    const slice = new ParameterMap({ x: 'load', y: undefined, slices: { servers: '2' } }, variables);
    slice.add(rows);
    expect(slice.cell('0.5', '')?.total).toBe(2);
  });

  it('looks like what needs attention, and says it in words', () => {
    const map = new ParameterMap({ x: 'load', y: 'servers', slices: {} }, variables);
    map.add(product('finished'));
    map.add([run(99, ['1', '0.5', '5'], 2, 'failed')]);
    const [good, bad] = [map.cell('0.9', '1')!, map.cell('0.5', '1')!];
    expect([lookOfCell(good), lookOfCell(bad)]).toEqual(['finished', 'failed']);
    expect(describeCell(bad)).toBe('2 finished, 1 failed');
    expect(describeCell(good, { n: 2, mean: 1.5, low: 1, high: 2 }, 'delay', 's')).toBe(
      'delay = 1.50 ± 0.50 s (2 runs) · 2 finished',
    );
  });
});
