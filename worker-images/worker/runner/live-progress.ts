import type { Redis } from 'ioredis';
import { type LiveProgress, redisChannels, redisKeys } from '../../../contract/queues.ts';
import type { RunId, RunProgress } from '../../../contract/runs.ts';

const tellEvery = 200;
const secondsKept = 86_400;

/** Shows how far an attempt is, at most five times a second: status lines may come by the hundred. */
export function showProgress(redis: Redis, campaignId: string, run: RunId, attempt: number) {
  let latest: RunProgress | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    if (!latest) return;
    const text = JSON.stringify({ run, attempt, progress: latest } satisfies LiveProgress);
    latest = undefined;
    const key = redisKeys.progress(campaignId);
    const pipeline = redis.pipeline().hset(key, run, text).expire(key, secondsKept);
    // Progress that cannot be told now is told with the next status line.
    pipeline
      .publish(redisChannels.progress(campaignId), text)
      .exec()
      .catch(() => undefined);
  };
  return {
    take(progress: RunProgress): void {
      latest = progress;
      timer ??= setTimeout(tell, tellEvery);
    },
    end(): void {
      clearTimeout(timer);
      latest = undefined;
      redis.hdel(redisKeys.progress(campaignId), run).catch(() => undefined);
    },
  };
}
