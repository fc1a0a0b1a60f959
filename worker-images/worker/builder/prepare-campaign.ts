import { toFailureRecord } from '../../../contract/failure.ts';
import type { BuildDocument, CampaignDocument, RunDocument, RunJob, StoredCampaign } from '../../../contract/queues.ts';
import { cancelOrders } from '../queue/cancel-orders.ts';
import { tellCampaign } from '../queue/tell-campaign.ts';
import { prepareBucket } from '../store/bucket.ts';
import { patiently } from '../store/patiently.ts';
import { insertKnown } from '../store/store-files.ts';
import type { BuilderParts } from './builder-parts.ts';
import { enqueueRuns } from './enqueue-runs.ts';
import { expandCampaign, storeIniFiles } from './expand-campaign.ts';

/** Changes a campaign's document and tells who follows it. */
export async function changeCampaign(
  { collections, redis }: BuilderParts,
  campaignId: CampaignDocument['_id'],
  change: Partial<StoredCampaign>,
): Promise<void> {
  await patiently(() => collections.campaigns.updateOne({ _id: campaignId }, { $set: change }));
  await tellCampaign(redis, campaignId, { kind: 'campaign' });
}

/** Expands a campaign whose build is there and queues its runs. May be repeated after any interruption: everything has its name beforehand. */
export async function prepareCampaign(
  campaign: CampaignDocument,
  build: BuildDocument,
  reused: boolean,
  parts: BuilderParts,
  signal: AbortSignal,
): Promise<void> {
  const { mode } = campaign.submission.request;
  const { _id: key, label, seconds, size } = build;
  await changeCampaign(parts, campaign._id, { stage: 'expanding', build: { key, label, mode, reused, seconds, size } });
  await patiently(() => prepareBucket(parts.collections.campaign(campaign._id).bucket), signal);
  const iniFiles = await storeIniFiles(campaign, parts, signal);
  const { runs, iterationVariables, outwardResults } = await expandCampaign(campaign, build, iniFiles, parts, signal);
  const { runs: collection } = parts.collections.campaign(campaign._id);
  await insertKnown(collection, runs, signal);
  await changeCampaign(parts, campaign._id, {
    iniFiles,
    iterationVariables: [...iterationVariables],
    runCount: runs.length,
    ...(outwardResults ? { outwardResults } : {}),
  });
  const jobs = runs.filter(run => !run.reused).map(toJob);
  if (jobs.length > 0) await enqueueRuns(parts.redis, campaign._id, jobs, campaign.priority);
  await changeCampaign(parts, campaign._id, { stage: 'enqueued', enqueuedAt: parts.clock.now() });
  await cancelIfAsked(campaign._id, runs, parts);
}

function toJob({ _id: run, number }: RunDocument): RunJob {
  return { run, number, order: 1, attempt: 1 };
}

// Whoever cancels first writes it down and then looks how far we are; so do we, the other way round.
async function cancelIfAsked(
  campaignId: CampaignDocument['_id'],
  runs: readonly RunDocument[],
  { collections, redis, clock }: BuilderParts,
): Promise<void> {
  const now = await patiently(() => collections.campaigns.findOne({ _id: campaignId }));
  if (!now?.cancelled) return;
  const orders = runs.filter(run => !run.reused).map(run => ({ run: run._id, order: 1 }));
  await cancelOrders(redis, collections, campaignId, orders, clock.now());
}

/** Writes down why a campaign cannot be run. */
export async function failCampaign(campaignId: CampaignDocument['_id'], error: unknown, parts: BuilderParts) {
  await changeCampaign(parts, campaignId, { stage: 'failed', problem: toFailureRecord(error) });
}
