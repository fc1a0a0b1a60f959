import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster, ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import { StackSettings, type SwarmDiskUse, type SwarmState, type SwarmWork } from '../../../contract/swarms.ts';
import { RowFeed } from '../../../electron/services/row-feed.ts';
import type { Services } from '../../../electron/services/services.ts';
import { openScriptedPage } from './scripted-page.ts';
import type { SwarmPlan } from './swarm-plans.ts';
import { fourNodes, stateOf, wholeStack } from './swarm-states.ts';

interface Row {
  readonly id: string;
  readonly state: SwarmState;
  readonly work: SwarmWork | undefined;
  readonly disk: SwarmDiskUse;
}

const disk: SwarmDiskUse = {
  campaigns: [
    { campaignId: 'on-lab' as CampaignId, name: 'Wide', known: true, bytes: 8_410_000_000 },
    { campaignId: 'ended' as CampaignId, name: 'Quick', known: true, bytes: 44_600_000 },
    { campaignId: '7f2e41d0' as CampaignId, name: '7f2e41d0', known: false, bytes: 21_300_000_000 },
    { campaignId: '0c9ab3f7' as CampaignId, name: '0c9ab3f7', known: false, bytes: 310_000_000 },
  ],
  builds: 412_000_000,
  sources: 88_000_000,
  total: 30_564_600_000,
  disk: { total: 480_000_000_000, used: 214_000_000_000 },
};

/** The swarms service over plans: verbs change the cards at once, a stack is set up in a few steps. */
export function createScriptedSwarms(plans: readonly SwarmPlan[], clusters: RowFeed<Cluster>) {
  const rows = new RowFeed<Row>(plans.map(({ cluster, state, work }) => ({ id: cluster.id, state, work, disk })));
  const pages = { visualizer: openScriptedPage('Visualizer'), dashboard: openScriptedPage('Queues') };
  const stops = new Map<string, AbortController>();

  const find = (id: ClusterId): Row => {
    const row = rows.get(id);
    if (!row) throw new Failure('request.not-found', { what: 'cluster', id });
    return row;
  };
  const change = (id: ClusterId, part: Partial<Row>) => rows.set({ ...find(id), ...part });
  const show = (id: ClusterId, part: Partial<Cluster>) => clusters.set({ ...(clusters.get(id) as Cluster), ...part });

  async function work(id: ClusterId, what: SwarmWork['what'], stages: readonly string[]): Promise<void> {
    const stop = new AbortController();
    stops.set(id, stop);
    const startedAt = Date.now();
    for (const [index, stage] of stages.entries()) {
      const progress = { stage, fraction: index / stages.length };
      const lines = stages.slice(0, index + 1).map(one => `doing ${one}`);
      change(id, { work: { what, phase: 'working', progress, startedAt, lines } });
      show(id, { state: { phase: 'working', what, progress } });
      await pause(400, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) break;
    }
    const phase = stop.signal.aborted ? 'cancelled' : 'done';
    change(id, { work: { ...(find(id).work as SwarmWork), phase, endedAt: Date.now() } });
    if (phase === 'cancelled' || what === 'remove') become(id, { phase: 'bare' }, stateOf(fourNodes, []));
    else become(id, { phase: 'ready' }, stateOf(fourNodes, wholeStack));
  }

  function become(id: ClusterId, state: Cluster['state'], now: SwarmState): void {
    change(id, { state: now });
    show(id, { state, slots: { total: state.phase === 'ready' ? 62 : 0, busy: 0 }, nodes: 4, cores: 56 });
  }

  const service: Services['swarms'] = {
    add: async ({ name, address, initialise }) => {
      if ([...clusters.rows()].some(one => one.name === name)) throw new Failure('cluster.exists', { name });
      if (address.path.includes('nowhere'))
        throw new Failure('docker.unreachable', { address: address.path, problem: 'ENOENT' });
      if (address.path.includes('inactive') && !initialise)
        throw new Failure('swarm.inactive', { address: address.path });
      const clusterId = `new-${clusters.size}` as ClusterId;
      rows.set({ id: clusterId, state: stateOf(fourNodes, []), work: undefined, disk });
      clusters.set({ ...(plans[0] as SwarmPlan).cluster, id: clusterId, name, address: address.path });
      become(clusterId, { phase: 'bare' }, stateOf(fourNodes, []));
      return { clusterId };
    },
    forget: async ({ clusterId }) => {
      rows.remove(clusterId);
      clusters.remove(clusterId);
    },
    connect: async ({ clusterId }) => show(clusterId, { state: { phase: 'connecting', stage: 'asking its manager' } }),
    disconnect: async ({ clusterId }) => show(clusterId, { state: { phase: 'disconnected' } }),
    settings: async () => StackSettings.parse({}),
    deploy: async ({ clusterId }) => void work(clusterId, 'deploy', ['check', 'worker image', 'deploy', 'start']),
    remove: async ({ clusterId }) => void work(clusterId, 'remove', ['stop', 'volumes', 'clean']),
    cancelWork: async ({ clusterId }) => stops.get(clusterId)?.abort(),
    watchWork: async function* ({ clusterId }, signal) {
      for await (const row of rows.watchRow(clusterId, signal)) yield row.work;
    },
    watch: async function* ({ clusterId }, signal) {
      for await (const row of rows.watchRow(clusterId, signal)) yield row.state;
    },
    watchServiceLog: async function* ({ service: name }, signal) {
      for (let index = 0; !signal.aborted; index++) {
        yield { lines: [`{"level":30,"time":${Date.now()},"msg":"${name} line ${index}"}`] };
        await pause(index < 60 ? 0 : 700, undefined, { signal }).catch(() => undefined);
      }
    },
    diskUse: async ({ clusterId }) => find(clusterId).disk,
    deleteCampaign: async ({ clusterId, campaignId }) => {
      const { campaigns, ...use } = find(clusterId).disk;
      const freed = campaigns.find(one => one.campaignId === campaignId)?.bytes ?? 0;
      const left = campaigns.filter(one => one.campaignId !== campaignId);
      change(clusterId, { disk: { ...use, campaigns: left, total: use.total - freed } });
      return { freed };
    },
    views: async () => ({ visualizer: await pages.visualizer.address(), dashboard: await pages.dashboard.address() }),
  };
  return {
    service,
    close(): void {
      for (const page of Object.values(pages)) page.close();
      for (const stop of stops.values()) stop.abort();
    },
  };
}
