import { describe, expect, it } from 'vitest';
import type { Rows } from '../../../contract/call.ts';
import type { RunRow, RunState } from '../../../contract/runs.ts';
import { createTestLine, Fed, settle } from '../test-line.ts';
import { CampaignMap } from './map.ts';
import { MapValues } from './map-values.ts';
import { Runs } from './runs.ts';

function run(number: number, load: string, state: RunState): RunRow {
  return { id: `r${number}` as RunRow['id'], number, values: [load], repetition: 0, state, attempts: 1 };
}

describe('the map of a campaign', () => {
  it('fills as runs come and change, and keeps axes that somebody chose', async () => {
    const fed = new Fed<Rows<RunRow>>();
    const runs = new Runs(createTestLine({ runs: { watch: () => fed.watch() } }), 'c');
    const map = new CampaignMap(runs);
    map.open();
    runs.open();
    map.setVariables(['load']);
    fed.push({ kind: 'snapshot', rows: [run(0, '0.5', 'waiting'), run(1, '0.9', 'waiting')] });
    await settle(260);
    expect(map.read().axes).toEqual({ x: 'load', y: undefined, slices: {} });
    fed.push({ kind: 'changes', changed: [run(1, '0.9', 'failed')], removed: [] });
    await settle(260);
    expect(map.cell('0.9', '')).toMatchObject({ counts: { failed: 1, waiting: 0 } });
    map.setAxes({ x: 'repetition', y: 'load', slices: {} });
    fed.push({ kind: 'changes', changed: [run(2, '1.1', 'waiting')], removed: [] });
    await settle(260);
    expect(map.read()).toMatchObject({ axes: { x: 'repetition', y: 'load' } });
    expect(map.cell('0', '1.1')?.total).toBe(1);
  });
});

describe('values on the map', () => {
  it('are those of the chosen scalar at each point, with their range', async () => {
    const asked: object[] = [];
    const client = {
      results: {
        names: async () => [{ type: 'scalar', name: 'delay', modules: ['Net.sink'], moduleCount: 1, runs: 4 }],
        pivot: async (question: object) => {
          asked.push(question);
          const cells = [{ n: 2, mean: 1, low: 0.5, high: 1.5 }, undefined];
          return {
            xValues: ['0.5', '0.9'],
            xNumeric: true,
            unit: 's',
            lines: [{ label: '', module: 'Net.sink', values: { servers: '2' }, cells }],
            valuesOmitted: 0,
          };
        },
      },
    };
    const values = new MapValues(createTestLine(client), 'c');
    values.setAxes({ x: 'load', y: 'servers', slices: { capacity: '5', repetition: '0' } });
    values.choose({ name: 'delay', module: 'Net.sink' });
    await settle(5);
    // A repetition is what is averaged over, so it is no value to ask for.
    expect(asked).toMatchObject([{ name: 'delay', x: 'load', series: ['servers'], where: { capacity: ['5'] } }]);
    expect(values.value('0.5', '2')?.mean).toBe(1);
    expect(values.value('0.9', '2')).toBeUndefined();
    expect(values.read()).toMatchObject({ unit: 's', range: { low: 1, high: 1 } });
  });
});
