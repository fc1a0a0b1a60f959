import type { Redis } from 'ioredis';
import { CancelMessage, redisChannels, redisKeys } from '../../../contract/queues.ts';

interface Watched {
  readonly campaignId: string;
  readonly jobId: string;
  cancel(): void;
}

/**
 * Hears which jobs must not go on: by a message at once, and by looking at the set of cancelled jobs when a job begins and whenever the connection was gone. The set is
 * written before the message is sent, so one of both always tells.
 */
export function hearCancellations(redis: Redis, subscriber: Redis) {
  const watched = new Set<Watched>();

  subscriber.on('message', (channel, text) => {
    if (channel !== redisChannels.cancel) return;
    const message = CancelMessage.safeParse(JSON.parse(text));
    if (!message.success) return;
    const { campaignId, jobs } = message.data;
    for (const job of watched) {
      if (job.campaignId === campaignId && (!jobs || jobs.includes(job.jobId))) job.cancel();
    }
  });

  subscriber.on('ready', () => {
    for (const job of watched) {
      isCancelled(job.campaignId, job.jobId).then(
        cancelled => cancelled && job.cancel(),
        () => undefined,
      );
    }
  });

  async function isCancelled(campaignId: string, jobId: string): Promise<boolean> {
    return (await redis.sismember(redisKeys.cancelled(campaignId), jobId)) === 1;
  }

  return {
    isCancelled,
    /** Calls `cancel` when the job is cancelled from now on; the answer ends that. */
    watch(campaignId: string, jobId: string, cancel: () => void): () => void {
      const job = { campaignId, jobId, cancel };
      watched.add(job);
      return () => watched.delete(job);
    },
  };
}

/** What `hearCancellations` opens. */
export type Cancellations = ReturnType<typeof hearCancellations>;
