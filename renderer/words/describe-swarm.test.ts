import { describe, expect, it } from 'vitest';
import type { SwarmService } from '../../contract/swarms.ts';
import { describeFetching, describeNode, describeService, describeTask, problemsOf } from './describe-swarm.ts';

function service(part: Partial<SwarmService>): SwarmService {
  const zero = { wanted: 1, running: 0, pending: 0, problems: [] };
  return { id: 's', name: 'redis', image: 'i', global: false, ...zero, ...part };
}

describe('a service', () => {
  it('is well when all its tasks run, and says how many do when not', () => {
    expect(describeService(service({ running: 1 }))).toEqual({ text: 'Runs', look: 'good' });
    expect(describeService(service({ wanted: 3, running: 1 }))).toEqual({ text: '1 of 3 run', look: 'busy' });
    const ill = service({ problems: ['No such image'] });
    expect(describeService(ill).look).toBe('bad');
    expect(problemsOf(ill)).toEqual(['No such image']);
  });

  it('of runners that fill the cores is well, although more are asked for', () => {
    const runner = service({ name: 'runner', wanted: 100, running: 8, pending: 92, problems: ['no suitable node'] });
    expect(describeService(runner)).toMatchObject({ text: '8 run', look: 'good' });
    expect(problemsOf(runner)).toEqual([]);
    expect(describeService({ ...runner, pending: 80 }).look).toBe('bad');
  });
});

describe('nodes and tasks', () => {
  it('look as bad as they are', () => {
    expect(describeNode({ state: 'down', availability: 'active' }).look).toBe('bad');
    expect(describeNode({ state: 'ready', availability: 'drain' })).toMatchObject({ look: 'quiet' });
    expect(describeTask({ state: 'rejected' }).look).toBe('bad');
    expect(describeTask({ state: 'preparing' })).toEqual({ text: 'Starting (preparing)', look: 'busy' });
  });
});

describe('fetching', () => {
  it('says what is here, what comes how fast, and what is still there', () => {
    expect(describeFetching({ there: 3, fetching: 2, here: 5 }, 11_300_000)).toBe(
      '5 of 10 runs, 2 being fetched at 11.3 MB/s, 3 only on the swarm',
    );
    expect(describeFetching({ there: 0, fetching: 0, here: 1 }, 0)).toBe('all of 1 run');
  });
});
