import { describe, expect, it } from 'vitest';
import type { Rows } from '../../../contract/call.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { createTestLine, Fed, settle } from '../test-line.ts';
import { Places } from './places.ts';
import { Runs } from './runs.ts';

function row(id: string, place?: RunRow['place']): RunRow {
  return { id: id as RunRow['id'], number: 0, values: [], repetition: 0, state: 'finished', attempts: 1, place };
}

describe('where the results of a campaign are', () => {
  it('is counted as they come home, also after everything came anew', async () => {
    const fed = new Fed<Rows<RunRow>>();
    const line = createTestLine({ runs: { watch: (_: object, signal: AbortSignal) => fed.watch(signal) } });
    const runs = new Runs(line, 'c');
    const places = new Places(runs);
    places.open();
    runs.open();
    fed.push({ kind: 'snapshot', rows: [row('a', 'there'), row('b', 'there'), row('c', 'here'), row('d')] });
    await settle(250);
    expect(places.read()).toEqual({ there: 2, fetching: 0, here: 1 });
    fed.push({ kind: 'changes', changed: [row('a', 'fetching'), row('b', 'here')], removed: ['c'] });
    await settle(250);
    expect(places.read()).toEqual({ there: 0, fetching: 1, here: 1 });
    fed.push({ kind: 'snapshot', rows: [row('a', 'here'), row('b', 'here')] });
    await settle(250);
    expect(places.read()).toEqual({ there: 0, fetching: 0, here: 2 });
    places.close();
    runs.close();
  });
});
