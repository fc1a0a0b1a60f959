import { join } from 'node:path';
import type { Contract } from '../../../contract/index.ts';
import type { CampaignId, RunDetail, RunId } from '../../../contract/runs.ts';
import { fillArguments } from '../../../worker-images/worker/arguments.ts';
import type { Service } from '../services.ts';
import type { CampaignHandle } from './campaign-handle.ts';
import { campaignOf, type OpenCampaigns } from './open-campaigns.ts';
import type { CampaignHistory, RunRecord } from './records.ts';

/** What a person does with single runs. */
export function createRuns(open: OpenCampaigns, history: CampaignHistory): Service<Contract['runs']> {
  async function* watchOne(runId: RunId, signal: AbortSignal): AsyncGenerator<RunDetail> {
    const campaign = open.ofRun(runId);
    for await (const _ of open.watching(campaign, campaign.runs.feed.watchRow(runId, signal))) {
      const record = campaign.runs.record(runId);
      if (record) yield toDetail(campaign, record);
    }
  }

  async function toDetail(campaign: CampaignHandle, record: RunRecord): Promise<RunDetail> {
    const { row, campaignId, reuse } = record;
    const { place, campaign: facts } = campaign.record;
    const logPath = campaign.logPath(row.id, row.attempts);
    const { attempts, speed } = await campaign.attemptsOf(row.id);
    return {
      ...row,
      campaignId,
      attemptList: [...attempts],
      speed: [...speed],
      files: history.listFiles(row.id),
      resultFolder: facts.resultFolder,
      command: place ? fillArguments(place.handCommand, { run: String(row.number) }) : [],
      workingDirectory: join(facts.resultFolder, place?.workingDirectory ?? ''),
      ...(reuse === undefined ? {} : { reuse }),
      ...(logPath === undefined ? {} : { logPath }),
    };
  }

  function groupByCampaign(runIds: readonly RunId[]): Array<readonly [CampaignHandle, RunId[]]> {
    const groups = Object.groupBy(runIds, campaignOf);
    return Object.entries(groups).map(([id, ids = []]) => [open.get(id as CampaignId), ids]);
  }

  return {
    watch: ({ campaignId }: { campaignId: CampaignId }, signal) => {
      const campaign = open.get(campaignId);
      return open.watching(campaign, campaign.runs.feed.watch(signal));
    },
    watchOne: ({ runId }, signal) => watchOne(runId, signal),
    watchLog: ({ runId, attempt, after }, signal) => {
      const campaign = open.ofRun(runId);
      const number = attempt ?? campaign.runs.record(runId)?.row.attempts ?? 0;
      return open.watching(campaign, campaign.watchLog(runId, number, after, signal));
    },
    cancel: async ({ runIds }) => {
      for (const [campaign, ids] of groupByCampaign(runIds)) await campaign.cancelRuns(ids);
      open.flush();
    },
    retry: async ({ runIds }) => {
      for (const [campaign, ids] of groupByCampaign(runIds)) await campaign.retry(ids);
      open.flush();
    },
  };
}
