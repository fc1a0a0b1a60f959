import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';

/*
 * Like BullMQ's own extension of a lock, but a lock that ran out while Redis was away is taken again as long as the job was not given to anybody else. A job that
 * Redis no longer knows at all (it lost its last second) stays with who has it.
 */
const script = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if not holder and redis.call('EXISTS', KEYS[4]) == 1 and not redis.call('LPOS', KEYS[2], ARGV[3]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SREM', KEYS[3], ARGV[3])
return 1`;

/** Keeps a job ours for another while; false when it was given to somebody else. */
export async function keepJob(redis: Redis, job: Job, token: string, milliseconds: number): Promise<boolean> {
  const queue = `bull:${job.queueName}:`;
  const jobKey = `${queue}${job.id}`;
  const keys = [`${jobKey}:lock`, `${queue}active`, `${queue}stalled`, jobKey];
  return (await redis.eval(script, keys.length, ...keys, token, milliseconds, job.id ?? '')) === 1;
}
