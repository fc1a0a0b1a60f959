import { describe, expect, it } from 'vitest';
import type { RunEnd, RunId, RunRow, RunState } from '../../../contract/runs.ts';
import { groupFailures } from './failure-groups.ts';

const loads = ['0.5', '0.7', '0.9', '1.1', '1.3'];
const servers = ['1', '2'];

interface Told {
  readonly end?: RunEnd;
  readonly state: RunState;
}

/** All points of load and servers, twice, each as the function says. */
function expand(tell: (load: string, servers: string, repetition: number) => Told): RunRow[] {
  const points = loads.flatMap(load =>
    servers.flatMap(count => [0, 1].map(repetition => ({ load, count, repetition }))),
  );
  return points.map(({ load, count, repetition }, number) => ({
    id: `run-${number}` as RunId,
    number,
    values: [load, count],
    repetition,
    attempts: 1,
    ...tell(load, count, repetition),
  }));
}

const finished: Told = { state: 'finished', end: { reason: 'finished', text: 'limit', simulatedTime: '1', events: 1 } };
const crashed: Told = { state: 'failed', end: { reason: 'crashed', signal: 'SIGSEGV' } };
const waiting: Told = { state: 'waiting' };
const names = ['load', 'servers'];

describe('what runs that died alike share', () => {
  it('is one value that all of them have and others have not', () => {
    const [group] = groupFailures(
      expand(load => (load === '1.3' ? crashed : finished)),
      names,
    );
    expect(group?.runIds).toHaveLength(4);
    expect(group?.shared).toEqual([{ variable: 'load', values: ['1.3'] }]);
  });

  it('is several values, in the order of the campaign, when others have further ones', () => {
    const [group] = groupFailures(
      expand(load => (Number(load) > 1 ? crashed : finished)),
      names,
    );
    expect(group?.runIds).toHaveLength(8);
    expect(group?.shared).toEqual([{ variable: 'load', values: ['1.1', '1.3'] }]);
  });

  it('names what tells most first', () => {
    const rows = expand((load, count) => (Number(load) > 0.8 && count === '2' ? crashed : finished));
    expect(groupFailures(rows, names)[0]?.shared).toEqual([
      { variable: 'servers', values: ['2'] },
      { variable: 'load', values: ['0.9', '1.1', '1.3'] },
    ]);
  });

  it('is nothing when every value has died, or when there are as many values as runs', () => {
    const everywhere = groupFailures(
      expand((_load, count) => (count === '2' ? crashed : finished)),
      ['load'],
    );
    expect(everywhere[0]?.shared).toEqual([]);
    const scattered = expand((load, count, repetition) =>
      (load === '0.5' && count === '1' && repetition === 0) || (load === '1.1' && count === '2' && repetition === 1)
        ? crashed
        : finished,
    );
    expect(groupFailures(scattered, names)[0]?.shared).toEqual([]);
  });

  it('is not read off runs that have not been run yet', () => {
    const rows = expand(load => (load === '0.5' ? crashed : waiting));
    expect(groupFailures(rows, names)[0]?.shared).toEqual([]);
  });
});
