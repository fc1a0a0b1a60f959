import { type RunnerPresence, redisKeys } from '../../../contract/queues.ts';
import type { RunnerParts } from './runner-parts.ts';

const tellEvery = 3000;
const forgottenAfter = 60_000;

/** Says every few seconds that this runner lives, and what it is at. */
export function showPresence({ id, node, redis, clock }: Pick<RunnerParts, 'id' | 'node' | 'redis' | 'clock'>) {
  let presence: RunnerPresence = { node };
  const tell = () => {
    redis
      .pipeline()
      .zadd(redisKeys.runners, clock.now(), id)
      .hset(redisKeys.runnerPresence, id, JSON.stringify(presence))
      .zremrangebyscore(redisKeys.runners, 0, clock.now() - forgottenAfter)
      .exec()
      // Told again in a moment.
      .catch(() => undefined);
  };
  const timer = setInterval(tell, tellEvery);
  tell();
  return {
    at(attempt: Pick<RunnerPresence, 'run' | 'attempt'> | undefined): void {
      presence = { node, ...attempt };
      tell();
    },
    async end(): Promise<void> {
      clearInterval(timer);
      await redis.pipeline().zrem(redisKeys.runners, id).hdel(redisKeys.runnerPresence, id).exec();
    },
  };
}
