import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../../../contract/index.ts';
import type { CampaignId, RunDetail, RunId } from '../../../contract/runs.ts';
import { fillArguments } from '../../../worker-images/worker/arguments.ts';
import { watchLog } from '../log-tail.ts';
import type { Service } from '../services.ts';
import type { LiveCampaign } from './live-campaign.ts';
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

  async function toDetail(campaign: LiveCampaign, record: RunRecord): Promise<RunDetail> {
    const { row, campaignId, reuse } = record;
    const attempts = history.listAttempts(row.id);
    const { resultFolder } = campaign.record.campaign;
    const { place } = campaign.record;
    const logPath = row.attempts > 0 ? open.logPath(row.id, row.attempts) : undefined;
    const hasLog = logPath !== undefined && (await stat(logPath).catch(() => undefined)) !== undefined;
    return {
      ...row,
      campaignId,
      attemptList: [...attempts.map(({ speed: _, ...attempt }) => attempt), ...present(record)],
      speed: row.state === 'running' ? [...campaign.speedOf(row.id)] : [...(attempts.at(-1)?.speed ?? [])],
      files: history.listFiles(row.id),
      resultFolder,
      command: place ? fillArguments(place.handCommand, { run: String(row.number) }) : [],
      workingDirectory: join(resultFolder, place?.workingDirectory ?? ''),
      ...(reuse === undefined ? {} : { reuse }),
      ...(hasLog ? { logPath } : {}),
    };
  }

  function groupByCampaign(runIds: readonly RunId[]): Array<readonly [LiveCampaign, RunId[]]> {
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
      const isEnded = () => {
        const row = campaign.runs.record(runId)?.row;
        return row?.state !== 'running' || row.attempts !== number;
      };
      const path = open.logPath(runId, number);
      return open.watching(campaign, watchLog({ path, after, isEnded }, signal));
    },
    cancel: async ({ runIds }) => {
      for (const [campaign, ids] of groupByCampaign(runIds)) campaign.cancelRuns(ids);
      open.flush();
    },
    retry: async ({ runIds }) => {
      for (const [campaign, ids] of groupByCampaign(runIds)) await campaign.retry(ids);
      open.flush();
    },
  };
}

// An attempt that is going on is not in the history yet.
function present({ row }: RunRecord): RunDetail['attemptList'] {
  if (row.state !== 'running' || row.startedAt === undefined) return [];
  return [{ number: row.attempts, startedAt: row.startedAt, node: row.node ?? '' }];
}
