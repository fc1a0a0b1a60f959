import type { Redis } from 'ioredis';
import {
  type CampaignEvent,
  type CancelMessage,
  type JournalEntry,
  jobIdOf,
  journalIds,
  redisChannels,
  redisKeys,
} from '../../../contract/queues.ts';
import type { CampaignId, RunId } from '../../../contract/runs.ts';
import type { SwarmCollections } from '../journal/campaign-store.ts';
import { type Insistence, patiently } from '../store/patiently.ts';
import { insertKnown } from '../store/store-files.ts';
import { openRunQueue, tellCampaign } from './tell-campaign.ts';

/** One order of one run. */
export interface RunOrder {
  readonly run: RunId;
  readonly order: number;
}

const mostTold = 500;
const removedAtOnce = 100;

/**
 * Cancels orders. First for the runners: the set that they look into before they begin, and the message that reaches what is running. Then in the journal, then out of the queue;
 * whoever is killed in between leaves nothing undone, since a runner that takes a cancelled job does the rest.
 */
export async function cancelOrders(
  redis: Redis,
  collections: SwarmCollections,
  campaignId: CampaignId,
  orders: readonly RunOrder[],
  at: number,
  insist: Insistence = patiently,
): Promise<void> {
  if (orders.length === 0) return;
  const jobs = orders.map(({ run, order }) => jobIdOf(run, order));
  const message = JSON.stringify({ campaignId, jobs } satisfies CancelMessage);
  await redis
    .pipeline()
    .sadd(redisKeys.cancelled(campaignId), ...jobs)
    .publish(redisChannels.cancel, message)
    .exec();
  const entries = orders.map(
    ({ run, order }): JournalEntry => ({ kind: 'cancelled', _id: journalIds.cancelled(run, order), run, order, at }),
  );
  await insertKnown(collections.campaign(campaignId).journal, entries, undefined, insist);
  const events = entries.map((entry): CampaignEvent => ({ kind: 'journal', entry }));
  await tellCampaign(redis, campaignId, ...(events.length > mostTold ? [{ kind: 'much' } as const] : events));
  await removeJobs(redis, campaignId, jobs);
}

async function removeJobs(redis: Redis, campaignId: string, jobs: readonly string[]): Promise<void> {
  const queue = openRunQueue(redis, campaignId);
  try {
    for (let at = 0; at < jobs.length; at += removedAtOnce) {
      // A job that is running cannot be removed; its runner was told.
      await Promise.allSettled(jobs.slice(at, at + removedAtOnce).map(job => queue.remove(job)));
    }
  } finally {
    await queue.close();
  }
}
