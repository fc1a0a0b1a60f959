import type { CampaignRequest } from '../../../contract/campaigns.ts';
import type { DistantNews, DistantRequest, SwarmCampaigns } from '../../services/swarms/swarm-port.ts';
import type { Snapshots } from '../git/snapshots.ts';
import type { LocalProjects } from '../local/local-projects.ts';
import type { CampaignNews } from './follow-campaign.ts';
import type { SwarmStore } from './open-swarm-store.ts';

/** Makes a swarm's store what the application hands campaigns over to: projects are read and snapshotted on this computer. */
export function toSwarmCampaigns(store: SwarmStore, projects: LocalProjects, snapshots: Snapshots): SwarmCampaigns {
  const submit: SwarmCampaigns['submit'] = async (request, historyFor, report, signal) => {
    report({ stage: 'snapshot', fraction: 0 });
    const project = await projects.read(request.request, signal);
    const snapshot = await snapshots.take(project.folder, signal);
    report({ stage: 'send', fraction: 0.3 });
    const place = {
      projectRoot: project.folder,
      projectName: project.profile.name,
      workingDirectory: project.iniFile.workingDirectory,
    };
    const history = await historyFor(project.folder);
    await store.submitCampaign({ ...request, ...place, profile: project.profile, snapshot, history }, signal);
    return { ...place, handCommand: handCommandOf(projects, project, request) };
  };
  return {
    submit,
    follow: (id, signal) => followRuns(store, id, signal),
    readRun: store.readRun,
    fetchResults: store.fetchResults,
    followLog: store.followLog,
    followBuildLog: store.followBuildLog,
    cancelCampaign: store.cancelCampaign,
    cancelRuns: store.cancelRuns,
    pauseCampaign: store.pauseCampaign,
    resumeCampaign: store.resumeCampaign,
    retryRuns: store.retryRuns,
    retryBuild: store.retryBuild,
    deleteCampaign: store.deleteCampaign,
  };
}

function handCommandOf(
  projects: LocalProjects,
  project: Awaited<ReturnType<LocalProjects['read']>>,
  { request }: DistantRequest,
): readonly string[] {
  return projects.commands(project, project.folder, request satisfies CampaignRequest).run;
}

async function* followRuns(
  store: SwarmStore,
  id: Parameters<SwarmStore['followCampaign']>[0],
  signal: AbortSignal,
): AsyncGenerator<DistantNews> {
  for await (const news of store.followCampaign(id, signal)) yield toDistantNews(news);
}

function toDistantNews({ kind, campaign, building, runs, documents }: CampaignNews): DistantNews {
  return {
    kind,
    campaign,
    building,
    runs: runs.map((row, index) => {
      const { identity = '', effectiveHash = '' } = documents[index] ?? {};
      return { row, identity, effectiveHash };
    }),
  };
}
