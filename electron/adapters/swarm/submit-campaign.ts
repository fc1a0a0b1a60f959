import { createHash } from 'node:crypto';
import type { StoredCampaign, Submission, SubmissionHistory } from '../../../contract/queues.ts';
import { addBuild } from '../../../worker-images/worker/builder/reconcile.ts';
import { tellCampaign } from '../../../worker-images/worker/queue/tell-campaign.ts';
import { isDuplicate } from '../../../worker-images/worker/store/patiently.ts';
import type { Snapshot } from '../git/snapshots.ts';
import { sendSource } from './send-source.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** A campaign to be run on a swarm. */
export interface CampaignToSubmit extends Omit<Submission, 'source'> {
  readonly snapshot: Snapshot;
  /** Identities of runs whose results are here and valid, and how long points took before. */
  readonly history: SubmissionHistory;
}

/**
 * Hands a campaign over to a swarm: its source, what it asks for, and one job for the builder. When this returns, nothing more is needed of this computer. Submitting the same
 * campaign again, e.g. after a torn connection, changes nothing.
 */
export async function submitCampaign(
  connection: SwarmConnection,
  { snapshot, history, ...campaign }: CampaignToSubmit,
  signal: AbortSignal,
): Promise<void> {
  const { collections, clock, builds, redis } = connection;
  const parts = await sendSource(connection, snapshot, signal);
  const { label, treeHash, sourceHash, iniFiles } = snapshot;
  const source = { label, treeHash, sourceHash, iniFiles: [...iniFiles], parts };
  const document: StoredCampaign = {
    _id: campaign.campaignId,
    submission: JSON.stringify({ ...campaign, source } satisfies Submission),
    sourceKey: sourceKeyOf(sourceHash, campaign),
    submittedAt: clock.now(),
    priority: campaign.request.priority,
    stage: 'submitted',
    iterationVariables: [],
    runCount: 0,
  };
  // The campaign's document comes last: from then on the builder finds it, whatever becomes of the job.
  await insertNew(collections.histories, { _id: campaign.campaignId, ...history });
  await insertNew(collections.campaigns, document);
  await addBuild(builds, document.sourceKey);
  await tellCampaign(redis, campaign.campaignId, { kind: 'campaign' });
}

/** Names what is compiled: the source without its ini files, and how. The builder adds by what. */
function sourceKeyOf(sourceHash: string, { profile, request }: Pick<Submission, 'profile' | 'request'>): string {
  return createHash('sha256')
    .update(JSON.stringify([sourceHash, profile, request.mode]))
    .digest('hex');
}

async function insertNew<D extends { _id: string }>(
  collection: { insertOne(document: D): Promise<unknown> },
  document: D,
): Promise<void> {
  await collection.insertOne(document).catch(error => {
    if (!isDuplicate(error)) throw error;
  });
}
