import { describe, expect, it } from 'vitest';
import type { RunJob } from '../../services/cluster-port.ts';
import { LocalQueue } from './local-queue.ts';

const listener = { started: () => undefined, progress: () => undefined, ended: () => undefined };

function jobs(campaignId: string, priority: number, ...numbers: number[]) {
  return numbers.map(number => ({
    job: { campaignId, runId: `${campaignId}-${number}`, number, priority } as unknown as RunJob,
    listener,
  }));
}

function drain(queue: LocalQueue): string[] {
  const ids: string[] = [];
  for (let taken = queue.take(); taken; taken = queue.take()) ids.push(taken.job.runId);
  return ids;
}

describe('the local queue', () => {
  it('takes campaigns of one priority in turn, each in its own order', () => {
    const queue = new LocalQueue();
    queue.add(jobs('a', 0, 0, 1, 2));
    queue.add(jobs('b', 0, 0, 1));
    expect(drain(queue)).toEqual(['a-0', 'b-0', 'a-1', 'b-1', 'a-2']);
    expect(queue.size).toBe(0);
  });

  it('takes higher priorities first, and held campaigns not at all', () => {
    const queue = new LocalQueue();
    queue.add(jobs('low', 0, 0, 1));
    queue.add(jobs('high', 5, 0, 1));
    queue.setHeld('high', true);
    expect(queue.take()?.job.runId).toBe('low-0');
    queue.setHeld('high', false);
    expect(drain(queue)).toEqual(['high-0', 'high-1', 'low-1']);
  });

  it('lets a campaign have no more at once than it asked for', () => {
    const queue = new LocalQueue();
    const limited = jobs('a', 0, 0, 1, 2).map(({ job }) => ({ job: { ...job, atOnce: 2 }, listener }));
    queue.add(limited);
    expect(drain(queue)).toEqual(['a-0', 'a-1']);
    queue.done('a');
    expect(drain(queue)).toEqual(['a-2']);
  });

  it('gives back what is removed', () => {
    const queue = new LocalQueue();
    queue.add(jobs('a', 0, 0, 1, 2));
    queue.take();
    expect(queue.remove(new Set(['a-0', 'a-2'])).map(({ job }) => job.runId)).toEqual(['a-2']);
    expect(drain(queue)).toEqual(['a-1']);
  });
});
