import type { Redis } from 'ioredis';
import { redisKeys } from '../../../contract/queues.ts';
import type { RunEnd } from '../../../contract/runs.ts';
import { failureSignature } from '../run-ends.ts';

/* Counts equal failures as long as nothing else has happened: one that ended well, or another failure, begins anew. */
const script = `
if ARGV[1] == '' then
  redis.call('HSET', KEYS[1], 'good', 1)
  return 0
end
if redis.call('HEXISTS', KEYS[1], 'good') == 1 then return 0 end
if redis.call('HGET', KEYS[1], 'signature') == ARGV[1] then return redis.call('HINCRBY', KEYS[1], 'count', 1) end
redis.call('HSET', KEYS[1], 'signature', ARGV[1], 'count', 1)
return 1`;

/** Takes an end into account; answers how many of the campaign's runs died alike so far, before any ended well. */
export async function noteEnd(
  redis: Redis,
  campaignId: string,
  end: RunEnd,
): Promise<{ count: number; signature: string } | undefined> {
  const isGood = end.reason === 'finished' || end.reason === 'truncated';
  const signature = failureSignature(end);
  if (!isGood && signature === undefined) return undefined;
  const count = Number(await redis.eval(script, 1, redisKeys.firstEnds(campaignId), isGood ? '' : (signature ?? '')));
  return signature !== undefined && count > 0 ? { count, signature } : undefined;
}

/** Begins anew, after a person decided to go on. */
export async function forgetFirstEnds(redis: Redis, campaignId: string): Promise<void> {
  await redis.del(redisKeys.firstEnds(campaignId));
}
