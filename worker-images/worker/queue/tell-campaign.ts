import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { type CampaignEvent, redisChannels, redisKeys, runQueue } from '../../../contract/queues.ts';

const eventsKept = 4000;
const daysKept = 30;

/** Tells whoever follows a campaign; the stream keeps the latest few thousand events for those who were away a moment. */
export async function tellCampaign(redis: Redis, campaignId: string, ...events: CampaignEvent[]): Promise<void> {
  const key = redisKeys.events(campaignId);
  const pipeline = redis.pipeline();
  for (const event of events) pipeline.xadd(key, 'MAXLEN', '~', eventsKept, '*', 'event', JSON.stringify(event));
  pipeline.expire(key, daysKept * 86_400);
  if (events.some(({ kind }) => kind === 'campaign')) pipeline.publish(redisChannels.campaigns, campaignId);
  await pipeline.exec();
}

/** A campaign's queue, for whoever adds to it, holds it or removes from it. */
export function openRunQueue(redis: Redis, campaignId: string): Queue {
  const queue = new Queue(runQueue(campaignId), {
    connection: redis,
    // Events of jobs are told by the campaign's own stream.
    streams: { events: { maxLen: 100 } },
    defaultJobOptions: { removeOnComplete: { count: 200 }, removeOnFail: { count: 1000 } },
  });
  // Whoever asked is told by the answer.
  queue.on('error', () => undefined);
  return queue;
}

/** Holds a campaign's waiting runs back, or lets them go on. */
export async function holdQueue(redis: Redis, campaignId: string, held: boolean): Promise<void> {
  const queue = openRunQueue(redis, campaignId);
  try {
    await (held ? queue.pause() : queue.resume());
    if (!held) await redis.publish(redisChannels.work, campaignId);
  } finally {
    await queue.close();
  }
}
