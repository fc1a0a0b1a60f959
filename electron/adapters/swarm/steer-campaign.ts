import { Failure } from '../../../contract/failure.ts';
import {
  type CampaignEvent,
  type JournalEntry,
  journalIds,
  redisChannels,
  redisKeys,
} from '../../../contract/queues.ts';
import type { CampaignId, RunId, RunState } from '../../../contract/runs.ts';
import { enqueueRuns } from '../../../worker-images/worker/builder/enqueue-runs.ts';
import { addBuild } from '../../../worker-images/worker/builder/reconcile.ts';
import { loadHistories } from '../../../worker-images/worker/journal/load-histories.ts';
import { lastAttempt, type RunHistory, stateOf } from '../../../worker-images/worker/journal/run-history.ts';
import { cancelOrders } from '../../../worker-images/worker/queue/cancel-orders.ts';
import { forgetFirstEnds } from '../../../worker-images/worker/queue/first-ends.ts';
import { holdQueue, tellCampaign } from '../../../worker-images/worker/queue/tell-campaign.ts';
import { hastily } from '../../../worker-images/worker/store/patiently.ts';
import { insertKnown } from '../../../worker-images/worker/store/store-files.ts';
import type { SwarmConnection } from './swarm-connection.ts';

const mostTold = 500;

/** Cancels everything of a campaign that has not ended, its build included if nobody else waits for it. */
export async function cancelCampaign(connection: SwarmConnection, campaignId: CampaignId): Promise<void> {
  const { collections, redis } = connection;
  // What runs need not wait until all is looked up.
  await redis.publish(redisChannels.cancel, JSON.stringify({ campaignId }));
  const { stage } = await change(connection, campaignId, { $set: { cancelled: true } });
  if (stage === 'enqueued') {
    const histories = await loadHistories(collections.campaign(campaignId));
    await cancelAll(connection, campaignId, [...histories.values()]);
  }
  await resumeCampaign(connection, campaignId);
}

/** Cancels single runs: those that wait end at once, those that are running are stopped. */
export async function cancelRuns(
  connection: SwarmConnection,
  campaignId: CampaignId,
  runIds: readonly RunId[],
): Promise<void> {
  const wanted = await pick(connection, campaignId, runIds);
  await cancelAll(connection, campaignId, wanted);
}

async function cancelAll(connection: SwarmConnection, campaignId: CampaignId, histories: readonly RunHistory[]) {
  const open = histories.filter(history => ['waiting', 'running'].includes(stateOf(history)));
  const orders = open.map(({ document, order }) => ({ run: document._id, order }));
  const { redis, collections, clock } = connection;
  await cancelOrders(redis, collections, campaignId, orders, clock.now(), hastily);
}

/** Holds a campaign's waiting runs back; those that are running go on. */
export async function pauseCampaign(connection: SwarmConnection, campaignId: CampaignId): Promise<void> {
  await holdQueue(connection.redis, campaignId, true);
  await change(connection, campaignId, { $set: { paused: { kind: 'asked' } } });
}

/** Lets a campaign go on, however it was paused. */
export async function resumeCampaign(connection: SwarmConnection, campaignId: CampaignId): Promise<void> {
  await forgetFirstEnds(connection.redis, campaignId);
  await change(connection, campaignId, { $unset: { paused: '' } });
  await holdQueue(connection.redis, campaignId, false);
  await tellCampaign(connection.redis, campaignId, { kind: 'campaign' });
}

/** Higher goes first, from the next free slot on. */
export async function setPriority(
  connection: SwarmConnection,
  campaignId: CampaignId,
  priority: number,
): Promise<void> {
  await change(connection, campaignId, { $set: { priority } });
  await connection.redis.zadd(redisKeys.openCampaigns, 'XX', priority, campaignId);
}

const endedBadly: ReadonlySet<RunState> = new Set(['failed', 'cancelled', 'interrupted', 'truncated']);

/** Asks again for runs that ended badly; answers how many of the named runs (all, if none are named) did. */
export async function retryRuns(
  connection: SwarmConnection,
  campaignId: CampaignId,
  runIds?: readonly RunId[],
): Promise<number> {
  const { collections, redis, clock } = connection;
  const again = (await pick(connection, campaignId, runIds)).filter(history => endedBadly.has(stateOf(history)));
  if (again.length === 0) return 0;
  const { priority } = await change(connection, campaignId, { $unset: { cancelled: '' } });
  const jobs = again.map(({ document, order, ...history }) => ({
    run: document._id,
    number: document.number,
    order: order + 1,
    attempt: lastAttempt({ document, order, ...history }) + 1,
  }));
  const entries = jobs.map(
    ({ run, order }): JournalEntry => ({
      kind: 'ordered',
      _id: journalIds.ordered(run, order),
      run,
      order,
      at: clock.now(),
    }),
  );
  // Jobs first: an order without a job would wait for ever, a job without its order is noticed when it begins.
  await enqueueRuns(redis, campaignId, jobs, priority);
  await insertKnown(collections.campaign(campaignId).journal, entries, undefined, hastily);
  const events = entries.map((entry): CampaignEvent => ({ kind: 'journal', entry }));
  await tellCampaign(redis, campaignId, ...(events.length > mostTold ? [{ kind: 'much' } as const] : events));
  await resumeCampaign(connection, campaignId);
  return again.length;
}

/** Builds and expands a campaign again that could not be. */
export async function retryBuild(connection: SwarmConnection, campaignId: CampaignId): Promise<void> {
  const again = { $set: { stage: 'submitted' }, $unset: { problem: '', cancelled: '' } };
  const { sourceKey } = await change(connection, campaignId, again);
  await addBuild(connection.builds, sourceKey);
}

async function pick({ collections }: SwarmConnection, campaignId: CampaignId, runIds?: readonly RunId[]) {
  const histories = await loadHistories(collections.campaign(campaignId));
  if (!runIds) return [...histories.values()];
  return runIds.map(id => histories.get(id)).filter(history => history !== undefined);
}

/** Changes a campaign's document and answers with what it is now. Fails with `request.not-found`. */
async function change({ collections, redis }: SwarmConnection, campaignId: CampaignId, update: object) {
  await collections.campaigns.updateOne({ _id: campaignId }, update);
  const now = await collections.campaigns.findOne({ _id: campaignId });
  if (!now) throw new Failure('request.not-found', { what: 'campaign', id: campaignId });
  await tellCampaign(redis, campaignId, { kind: 'campaign' });
  return now;
}
