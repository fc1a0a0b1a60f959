import type { CampaignId, RunId, RunRow } from '../../../contract/runs.ts';
import { deleteCampaign } from './delete-campaign.ts';
import { readDiskUse } from './disk-use.ts';
import { type FetchReport, type FetchRequest, fetchResults } from './fetch-results.ts';
import { followCampaign } from './follow-campaign.ts';
import { followBuildLog, followLog } from './follow-log.ts';
import { readLoad } from './read-load.ts';
import { readRun } from './read-run.ts';
import {
  cancelCampaign,
  cancelRuns,
  pauseCampaign,
  resumeCampaign,
  retryBuild,
  retryRuns,
  setPriority,
} from './steer-campaign.ts';
import { type CampaignToSubmit, submitCampaign } from './submit-campaign.ts';
import { openSwarmConnection, type SwarmAddress } from './swarm-connection.ts';
import { watchCampaigns } from './watch-campaigns.ts';

/**
 * Opens a swarm's queue and store: everything an application asks of a swarm's campaigns. Fails with `cluster.unreachable` or `cluster.password-refused`, and so does every
 * question while the connection is gone; it comes back by itself.
 */
export async function openSwarmStore(address: SwarmAddress) {
  const connection = await openSwarmConnection(address);
  const { ask } = connection;
  return {
    submitCampaign: (campaign: CampaignToSubmit, signal: AbortSignal) =>
      ask(() => submitCampaign(connection, campaign, signal)),
    watchCampaigns: (signal: AbortSignal) => watchCampaigns(connection, signal),
    followCampaign: (id: CampaignId, signal: AbortSignal) => followCampaign(connection, id, signal),
    readRun: (id: CampaignId, run: RunId) => ask(() => readRun(connection, id, run)),
    followLog: (
      run: { campaignId: CampaignId; runId: RunId; attempt: number },
      after: number | undefined,
      signal: AbortSignal,
    ) => followLog(connection, run, after, signal),
    followBuildLog: (id: CampaignId, after: number, signal: AbortSignal) =>
      followBuildLog(connection, id, after, signal),
    cancelCampaign: (id: CampaignId) => ask(() => cancelCampaign(connection, id)),
    cancelRuns: (id: CampaignId, runs: readonly RunId[]) => ask(() => cancelRuns(connection, id, runs)),
    pauseCampaign: (id: CampaignId) => ask(() => pauseCampaign(connection, id)),
    resumeCampaign: (id: CampaignId) => ask(() => resumeCampaign(connection, id)),
    setPriority: (id: CampaignId, priority: number) => ask(() => setPriority(connection, id, priority)),
    retryRuns: (id: CampaignId, runs?: readonly RunId[]) => ask(() => retryRuns(connection, id, runs)),
    retryBuild: (id: CampaignId) => ask(() => retryBuild(connection, id)),
    fetchResults: (
      request: FetchRequest,
      run: Pick<RunRow, 'id' | 'attempts'>,
      report: FetchReport,
      signal: AbortSignal,
    ) => fetchResults(connection, request, run, report, signal),
    readLoad: () => ask(() => readLoad(connection)),
    readDiskUse: () => ask(() => readDiskUse(connection)),
    deleteCampaign: (id: CampaignId) => ask(() => deleteCampaign(connection, id)),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}

/** What `openSwarmStore` opens. */
export type SwarmStore = Awaited<ReturnType<typeof openSwarmStore>>;
