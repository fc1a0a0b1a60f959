import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { FailureGroup } from '../../../contract/campaigns.ts';
import { Failure } from '../../../contract/failure.ts';
import type { Contract } from '../../../contract/index.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import { measureFolder, removeFiles, removeFolder } from '../file-work.ts';
import type { Service } from '../services.ts';
import type { CampaignHandle } from './campaign-handle.ts';
import { groupFailures } from './failure-groups.ts';
import type { OpenCampaigns } from './open-campaigns.ts';
import type { CampaignHistory, CampaignRecord } from './records.ts';

export interface CampaignServiceOptions {
  readonly open: OpenCampaigns;
  readonly history: CampaignHistory;
  readonly now: () => number;
  /** Bytes of a build that is kept. */
  readonly buildSize: (key: string) => Promise<number>;
  readonly hasCluster: (id: string) => boolean;
  /** Hears of a project that is used. */
  readonly projectUsed: (folder: string) => void;
}

/** What a person does with campaigns. */
export function createCampaigns(options: CampaignServiceOptions): Service<Contract['campaigns']> {
  const { open, history, now } = options;

  async function submit(request: CampaignRecord['campaign']['request']) {
    if (!options.hasCluster(request.clusterId)) {
      throw new Failure('request.not-found', { what: 'cluster', id: request.clusterId });
    }
    const id = `${now().toString(36)}${randomBytes(3).toString('hex')}` as CampaignId;
    const campaign = open.add({ campaign: toNewCampaign(id, request, now()), place: undefined });
    options.projectUsed(request.folder);
    void campaign.start();
    return { campaignId: id };
  }

  async function* watchFailures(id: CampaignId, signal: AbortSignal): AsyncGenerator<FailureGroup[]> {
    const campaign = open.get(id);
    let shown = -1;
    for await (const _ of open.watching(campaign, campaign.runs.feed.watch(signal))) {
      if (campaign.runs.failuresVersion === shown) continue;
      shown = campaign.runs.failuresVersion;
      yield groupFailures(campaign.runs.feed.rows(), campaign.record.campaign.iterationVariables);
    }
  }

  async function previewDelete(id: CampaignId) {
    const key = open.get(id).record.campaign.build?.key;
    const files = history.listFilesOfNobodyElse(id);
    return {
      history: history.sizeOf(id),
      logs: await measureFolder(open.folderOf(id)),
      results: files.reduce((sum, file) => sum + file.size, 0),
      resultFiles: files.length,
      sharedBuild: key !== undefined && (history.buildKeysInUse().get(key) ?? 0) > 1,
      build: key === undefined ? 0 : await options.buildSize(key),
    };
  }

  async function remove(id: CampaignId, results: boolean, there: boolean) {
    const campaign = open.get(id);
    if (campaign.isActive) throw new Failure('campaign.still-running', { campaignId: id });
    const freedThere = there ? await campaign.removeThere() : 0;
    const inHistory = history.sizeOf(id);
    const { resultFolder } = campaign.record.campaign;
    const freedResults = results ? await removeFiles(resultFolder, history.listFilesOfNobodyElse(id)) : 0;
    const freedLogs = await removeFolder(open.folderOf(id));
    history.deleteCampaign(id);
    open.forget(id);
    return { freed: inHistory + freedResults + freedLogs + freedThere };
  }

  // Whoever asked for something and looks afterwards must not see how it was before.
  async function act<Result>(
    { campaignId }: { campaignId: CampaignId },
    verb: (one: CampaignHandle) => Result | Promise<Result>,
  ): Promise<Result> {
    const result = await verb(open.get(campaignId));
    open.flush();
    return result;
  }

  return {
    watch: (_input, signal) => open.feed.watch(signal),
    watchOne: ({ campaignId }, signal) => {
      const campaign = open.get(campaignId);
      return open.watching(campaign, open.feed.watchRow(campaignId, signal));
    },
    submit,
    pause: input => act(input, campaign => campaign.pause()),
    resume: input => act(input, campaign => campaign.resume()),
    cancel: input => act(input, campaign => campaign.cancel()),
    retryFailed: input => act(input, async campaign => ({ runs: await campaign.retryFailed() })),
    runMissing: (input, signal) => act(input, campaign => campaign.runMissing(input.dryRun, signal)),
    watchFailures: ({ campaignId }, signal) => watchFailures(campaignId, signal),
    watchBuildLog: ({ campaignId, after }, signal) => {
      const campaign = open.get(campaignId);
      return open.watching(campaign, campaign.watchBuildLog(after, signal));
    },
    previewDelete: ({ campaignId }) => previewDelete(campaignId),
    delete: ({ campaignId, results, there }) => remove(campaignId, results, there),
    charts: async ({ campaignId }) => history.listCharts(campaignId),
    saveChart: async ({ campaignId, chart }) => {
      open.get(campaignId);
      history.saveChart(campaignId, chart);
    },
    deleteChart: async ({ campaignId, chartId }) => history.deleteChart(campaignId, chartId),
  };
}

function toNewCampaign(
  id: CampaignId,
  request: CampaignRecord['campaign']['request'],
  createdAt: number,
): CampaignRecord['campaign'] {
  return {
    id,
    name: request.configuration,
    projectName: basename(request.folder),
    request,
    phase: 'preparing',
    iterationVariables: [],
    runCount: 0,
    createdAt,
    resultFolder: request.folder,
    resultBytes: 0,
  };
}
