import { describe, expect, it } from 'vitest';
import type { SwarmNode, SwarmTask } from '../../../contract/swarms.ts';
import { countTasks, toTaskRows } from './tasks.ts';

const nodes = [
  { id: 'n1', hostname: 'turing' },
  { id: 'n2', hostname: 'hopper' },
] as SwarmNode[];

function task(service: string, slot: number, state: string, more: Partial<SwarmTask> = {}): SwarmTask {
  const id = `${service}-${slot}-${state}`;
  return { id, service, slot, state, desired: 'running', image: 'i', message: '', since: slot, ...more };
}

const tasks = [
  task('runner', 10, 'running', { nodeId: 'n2' }),
  task('runner', 2, 'running', { nodeId: 'n1' }),
  task('runner', 11, 'pending', { message: 'no suitable node' }),
  task('builder', 1, 'failed', { nodeId: 'n1', desired: 'shutdown', message: 'non-zero exit (137)' }),
  task('builder', 1, 'running', { nodeId: 'n1' }),
  task('redis', 1, 'shutdown', { desired: 'shutdown' }),
];
const byTask = { column: 'service', isDescending: false };

function show(group: 'present' | 'failed' | 'all', text = '', sorting = byTask): string[] {
  return toTaskRows({ tasks, nodes }, { group, text }, sorting).map(row => `${row.service}.${row.slot} ${row.state}`);
}

describe('tasks', () => {
  it('are those that should be there, in the order of their numbers', () => {
    expect(show('present')).toEqual([
      'builder.1 running',
      'runner.2 running',
      'runner.10 running',
      'runner.11 pending',
    ]);
    expect(show('failed')).toEqual(['builder.1 failed']);
    expect(show('all')).toHaveLength(6);
  });

  it('are found by service, node, state and what Docker says', () => {
    expect(show('all', 'hopper')).toEqual(['runner.10 running']);
    expect(show('all', 'exit 137')).toEqual(['builder.1 failed']);
    expect(show('all', 'runner waits')).toEqual(['runner.11 pending']);
    expect(show('all', 'runner.2')).toEqual(['runner.2 running']);
  });

  it('are sorted by any column, either way', () => {
    expect(show('present', '', { column: 'since', isDescending: true })[0]).toBe('runner.11 pending');
    expect(show('present', '', { column: 'node', isDescending: false }).at(-1)).toBe('runner.2 running');
  });

  it('are counted per node while they run', () => {
    expect([...countTasks({ tasks })]).toEqual([
      ['n2', 1],
      ['n1', 2],
    ]);
  });
});
