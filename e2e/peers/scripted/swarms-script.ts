import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster, ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import { StackSettings } from '../../../contract/swarms.ts';
import type { RowFeed } from '../../../electron/services/row-feed.ts';
import type { Services } from '../../../electron/services/services.ts';
import { openScriptedPage } from './scripted-page.ts';
import { type SwarmPlan, swarmPlans } from './swarm-plans.ts';
import { SwarmScripts } from './swarm-scripts.ts';

/** The swarms service over plans. */
export function createScriptedSwarms(plans: readonly SwarmPlan[], clusters: RowFeed<Cluster>) {
  const scripts = new SwarmScripts(plans, clusters);
  const pages = { visualizer: openScriptedPage('Visualizer'), dashboard: openScriptedPage('Queues') };
  const service: Services['swarms'] = {
    add: async ({ name, address, initialise }) => {
      if ([...scripts.clusters.rows()].some(one => one.name === name)) throw new Failure('cluster.exists', { name });
      if (address.path.includes('nowhere'))
        throw new Failure('docker.unreachable', { address: address.path, problem: 'ENOENT' });
      if (address.path.includes('inactive') && !initialise)
        throw new Failure('swarm.inactive', { address: address.path });
      return { clusterId: scripts.add((swarmPlans[0] as SwarmPlan).cluster, name, address.path) };
    },
    forget: async ({ clusterId }) => {
      scripts.rows.remove(clusterId);
      scripts.clusters.remove(clusterId);
    },
    connect: async ({ clusterId }) =>
      scripts.show(clusterId, { state: { phase: 'connecting', stage: 'asking its manager' } }),
    disconnect: async ({ clusterId }) => scripts.show(clusterId, { state: { phase: 'disconnected' } }),
    settings: async () => StackSettings.parse({}),
    deploy: async ({ clusterId }) =>
      void scripts.work(clusterId, 'deploy', ['check', 'worker image', 'deploy', 'start']),
    remove: async ({ clusterId }) => void scripts.work(clusterId, 'remove', ['stop', 'volumes', 'clean']),
    cancelWork: async ({ clusterId }) => scripts.stop(clusterId),
    watchWork: async function* ({ clusterId }, signal) {
      for await (const row of scripts.rows.watchRow(clusterId, signal)) yield row.work;
    },
    watch: async function* ({ clusterId }, signal) {
      for await (const row of scripts.rows.watchRow(clusterId, signal)) yield row.state;
    },
    watchServiceLog: ({ service: name }, signal) => watchLog(name, signal),
    diskUse: async ({ clusterId }) => scripts.find(clusterId).disk,
    deleteCampaign: async ({ clusterId, campaignId }) => ({ freed: deleteCampaign(scripts, clusterId, campaignId) }),
    views: async () => ({ visualizer: await pages.visualizer.address(), dashboard: await pages.dashboard.address() }),
  };
  return {
    service,
    close(): void {
      for (const page of Object.values(pages)) page.close();
      scripts.close();
    },
  };
}

async function* watchLog(service: string, signal: AbortSignal) {
  for (let index = 0; !signal.aborted; index++) {
    yield { lines: [`{"level":30,"time":${Date.now()},"msg":"${service} line ${index}"}`] };
    await pause(index < 60 ? 0 : 700, undefined, { signal }).catch(() => undefined);
  }
}

function deleteCampaign(scripts: SwarmScripts, clusterId: ClusterId, campaignId: string): number {
  const { campaigns, ...use } = scripts.find(clusterId).disk;
  const freed = campaigns.find(one => one.campaignId === campaignId)?.bytes ?? 0;
  const left = campaigns.filter(one => one.campaignId !== campaignId);
  scripts.change(clusterId, { disk: { ...use, campaigns: left, total: use.total - freed } });
  return freed;
}
