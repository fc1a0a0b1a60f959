import type { Queue } from 'bullmq';
import {
  CampaignDocument,
  jobIdOf,
  type RunJob,
  RunnerPresence,
  redisKeys,
  runQueue,
} from '../../../contract/queues.ts';
import { loadHistoriesPatiently } from '../journal/load-histories.ts';
import { lastAttempt, type RunHistory, stateOf } from '../journal/run-history.ts';
import { holdQueue } from '../queue/tell-campaign.ts';
import { patiently } from '../store/patiently.ts';
import type { BuilderParts } from './builder-parts.ts';
import { enqueueRuns } from './enqueue-runs.ts';

const heardWithin = 15_000;

/**
 * Puts back into Redis what is still to be done and is not there: Mongo is the truth, and Redis may have lost its last second or everything. What a living runner says it is at is
 * left to that runner. Answers how many builds and runs were put back.
 */
export async function reconcile(parts: BuilderParts, builds: Queue): Promise<number> {
  const found = await patiently(() => parts.collections.campaigns.find({}).toArray());
  let restored = 0;
  for (const campaign of found.map(document => CampaignDocument.parse(document))) {
    if (campaign.stage === 'enqueued') restored += await reconcileRuns(campaign, parts);
    else if (campaign.stage !== 'failed' && !campaign.cancelled) restored += await reconcileBuild(campaign, builds);
  }
  return restored;
}

async function reconcileBuild({ sourceKey }: CampaignDocument, builds: Queue): Promise<number> {
  const known = await builds.getJob(sourceKey);
  await addBuild(builds, sourceKey);
  return known ? 0 : 1;
}

/** Asks for a build; asking twice is asking once. */
export async function addBuild(builds: Queue, sourceKey: string): Promise<void> {
  await builds.add('build', { sourceKey }, { jobId: sourceKey, removeOnComplete: true, removeOnFail: true });
}

async function reconcileRuns(campaign: CampaignDocument, parts: BuilderParts): Promise<number> {
  const histories = [...(await loadHistoriesPatiently(parts.collections.campaign(campaign._id))).values()];
  const open = histories.filter(history => ['waiting', 'running'].includes(stateOf(history)));
  if (open.length === 0) return 0;
  const missing = await findMissing(campaign, open, parts);
  if (missing.length === 0) return 0;
  await restoreCancelled(campaign, histories, parts);
  if (campaign.paused) await holdQueue(parts.redis, campaign._id, true);
  await enqueueRuns(parts.redis, campaign._id, missing.map(toJob), campaign.priority);
  return missing.length;
}

async function findMissing(campaign: CampaignDocument, open: readonly RunHistory[], { redis, clock }: BuilderParts) {
  const pipeline = redis.pipeline();
  for (const history of open) pipeline.exists(`bull:${runQueue(campaign._id)}:${idOf(history)}`);
  const answers = (await pipeline.exec()) ?? [];
  const missing = open.filter((_, index) => answers[index]?.[1] === 0);
  const cared = await readCared(redis, clock.now());
  return missing.filter(history => !cared.has(history.document._id));
}

/** The runs that living runners say they are at. */
async function readCared(redis: BuilderParts['redis'], now: number): Promise<ReadonlySet<string>> {
  const living = await redis.zrangebyscore(redisKeys.runners, now - heardWithin, '+inf');
  if (living.length === 0) return new Set();
  const texts = await redis.hmget(redisKeys.runnerPresence, ...living);
  const presences = texts.filter(text => text !== null).map(text => RunnerPresence.parse(JSON.parse(text)));
  return new Set(presences.map(({ run }) => run).filter(run => run !== undefined));
}

async function restoreCancelled({ _id }: CampaignDocument, all: readonly RunHistory[], { redis }: BuilderParts) {
  const jobs = all.flatMap(({ document, cancelled }) =>
    [...cancelled.keys()].map(order => jobIdOf(document._id, order)),
  );
  if (jobs.length > 0) await redis.sadd(redisKeys.cancelled(_id), ...jobs);
}

function idOf({ document, order }: RunHistory): string {
  return jobIdOf(document._id, order);
}

/** A run that is said to be running is asked for from that attempt on: whoever takes it ends the attempt first. */
function toJob(history: RunHistory): RunJob {
  const { document, order } = history;
  const last = lastAttempt(history);
  return {
    run: document._id,
    number: document.number,
    order,
    attempt: stateOf(history) === 'running' ? last : last + 1,
  };
}
