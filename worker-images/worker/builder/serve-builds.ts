import type { Queue } from 'bullmq';
import { CampaignDocument, type CampaignEvent } from '../../../contract/queues.ts';
import { tellCampaign } from '../queue/tell-campaign.ts';
import { patiently } from '../store/patiently.ts';
import { findOrBuild } from './build-source.ts';
import type { BuilderParts } from './builder-parts.ts';
import { changeCampaign, failCampaign, prepareCampaign } from './prepare-campaign.ts';
import { addBuild } from './reconcile.ts';

const lookEvery = 1000;
const nobodyWaits = Symbol('nobody waits for this build any more');

/** Builds a source once and prepares every campaign that waits for it, also those that come while it is built. Rejects only when `signal` ends. */
export async function serveBuild(sourceKey: string, parts: BuilderParts, signal: AbortSignal): Promise<void> {
  for (;;) {
    const waiting = await listWaiting(sourceKey, parts);
    if (waiting.length === 0) return;
    await serveCampaigns(sourceKey, waiting, parts, signal);
    signal.throwIfAborted();
  }
}

async function listWaiting(sourceKey: string, { collections }: BuilderParts): Promise<CampaignDocument[]> {
  const found = await patiently(() => collections.campaigns.find({ sourceKey }).sort({ submittedAt: 1 }).toArray());
  return found
    .map(document => CampaignDocument.parse(document))
    .filter(({ stage, cancelled }) => !cancelled && stage !== 'enqueued' && stage !== 'failed');
}

async function serveCampaigns(
  sourceKey: string,
  waiting: readonly CampaignDocument[],
  parts: BuilderParts,
  signal: AbortSignal,
): Promise<void> {
  const unwanted = new AbortController();
  const looking = setInterval(() => {
    listWaiting(sourceKey, parts).then(
      now => now.length === 0 && unwanted.abort(nobodyWaits),
      error => parts.log.warn({ err: error }, 'could not look who waits'),
    );
  }, lookEvery);
  const either = AbortSignal.any([signal, unwanted.signal]);
  try {
    const { build, reused } = await buildFor(waiting, parts, either);
    clearInterval(looking);
    for (const campaign of waiting) {
      await prepareCampaign(campaign, build, reused, parts, signal).catch(error =>
        fail(campaign, error, parts, signal),
      );
    }
  } catch (error) {
    for (const campaign of waiting) await fail(campaign, error, parts, either);
  } finally {
    clearInterval(looking);
  }
}

async function buildFor(waiting: readonly CampaignDocument[], parts: BuilderParts, signal: AbortSignal) {
  const first = waiting[0] as CampaignDocument;
  const tellAll = (event: CampaignEvent) =>
    Promise.all(waiting.map(({ _id }) => tellCampaign(parts.redis, _id, event)));
  for (const { _id } of waiting) await changeCampaign(parts, _id, { stage: 'building' });
  return findOrBuild(
    first,
    parts,
    {
      progress(progress) {
        tellAll({ kind: 'building', progress }).catch(error => parts.log.warn({ err: error }, 'progress not told'));
      },
      async logged(buildLog) {
        for (const { _id } of waiting) await changeCampaign(parts, _id, { buildLog });
      },
    },
    signal,
  );
}

async function fail(
  campaign: CampaignDocument,
  error: unknown,
  parts: BuilderParts,
  signal: AbortSignal,
): Promise<void> {
  // Stopped, not failed: another builder goes on, or nobody wants it.
  if (signal.aborted) return;
  parts.log.warn({ err: error, campaign: campaign._id }, 'campaign cannot be run');
  await failCampaign(campaign._id, error, parts);
}

/** Asks again for a build that somebody began to wait for in the very moment it was done, when asking was still taken for asked already. */
export async function askAgainIfWanted(sourceKey: string, parts: BuilderParts, builds: Queue): Promise<void> {
  if ((await listWaiting(sourceKey, parts)).length > 0) await addBuild(builds, sourceKey);
}
