import type { Cluster, ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import type { Contract } from '../../../contract/index.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import { StackSettings, type SwarmAddress } from '../../../contract/swarms.ts';
import type { Service } from '../services.ts';
import type { KnownSwarm, SwarmList } from './swarm-list.ts';
import type { SwarmPort, ViewTarget } from './swarm-port.ts';
import { CurrentWork } from './swarm-work.ts';

export interface SwarmsOptions {
  readonly list: SwarmList;
  readonly openPort: (swarm: KnownSwarm) => SwarmPort;
  /** Makes a swarm of an engine that is in none. */
  readonly initialise: (address: SwarmAddress) => Promise<void>;
  /** Finds the swarm that is managed at the address, and answers with what tells it from all others; fails with what is wrong. */
  readonly identify: (address: SwarmAddress, signal: AbortSignal) => Promise<string>;
  /** Shows a cluster, or takes it away. */
  readonly show: (cluster: Cluster) => void;
  readonly hide: (id: ClusterId) => void;
  /** Makes a page of the swarm's own reachable for this user's browser; answers with its address. */
  readonly openView: (target: ViewTarget) => Promise<string>;
  /** The name of a campaign that is known here. */
  readonly campaignName: (id: CampaignId) => string | undefined;
  /** Campaigns of a swarm that have not ended, and runs whose results are only there. */
  readonly isInUse: (id: ClusterId) => boolean;
}

interface OpenSwarm {
  readonly known: KnownSwarm;
  readonly port: SwarmPort;
  readonly work: CurrentWork;
}

/** What a person does with swarms. */
export function createSwarms(options: SwarmsOptions) {
  const open = new Map<ClusterId, OpenSwarm>();

  function openSwarm(known: KnownSwarm): OpenSwarm {
    const port = options.openPort(known);
    const swarm = { known, port, work: new CurrentWork() };
    open.set(known.id, swarm);
    port.onChange(() => show(known.id));
    if (known.connected) port.connect();
    show(known.id);
    return swarm;
  }

  function show(id: ClusterId): void {
    const swarm = open.get(id);
    if (!swarm) return;
    const { work } = swarm.work;
    const cluster = swarm.port.describe();
    const isWorking = work?.phase === 'working';
    options.show(
      isWorking ? { ...cluster, state: { phase: 'working', what: work.what, progress: work.progress } } : cluster,
    );
  }

  function get(id: ClusterId): OpenSwarm {
    const found = open.get(id);
    if (!found) throw new Failure('request.not-found', { what: 'cluster', id });
    return found;
  }

  function remember(id: ClusterId, part: Partial<KnownSwarm>): OpenSwarm {
    const { known, ...swarm } = get(id);
    const now = { ...swarm, known: { ...known, ...part } };
    open.set(id, now);
    options.list.save(now.known);
    return now;
  }

  async function add(name: string, address: SwarmAddress, initialise: boolean, signal: AbortSignal) {
    if ([...open.values()].some(({ known }) => known.name === name)) throw new Failure('cluster.exists', { name });
    if (initialise) await options.initialise(address);
    // Whoever forgets a swarm and adds it again finds its passwords and campaigns.
    const id = `swarm-${await options.identify(address, signal)}` as ClusterId;
    const same = open.get(id);
    if (same) throw new Failure('swarm.known', { name: same.known.name });
    const known = { id, name, address, settings: StackSettings.parse({}), connected: true };
    options.list.save(known);
    openSwarm(known);
    return { clusterId: id };
  }

  async function forget(id: ClusterId): Promise<void> {
    const { port, work } = get(id);
    work.cancel();
    open.delete(id);
    options.list.remove(id);
    options.hide(id);
    await port[Symbol.asyncDispose]();
  }

  function begin(id: ClusterId, what: 'deploy' | 'remove', work: Parameters<CurrentWork['run']>[1]): void {
    const swarm = get(id);
    if (swarm.work.isGoingOn) throw new Failure('swarm.busy', { name: swarm.known.name });
    void swarm.work.run(what, work, () => show(id));
  }

  async function diskUse(id: ClusterId) {
    const use = await get(id).port.diskUse();
    const campaigns = use.campaigns.map(({ campaignId, bytes }) => {
      const name = options.campaignName(campaignId);
      return { campaignId, bytes, name: name ?? campaignId, known: name !== undefined };
    });
    return { ...use, campaigns };
  }

  async function* watchServiceLog(id: ClusterId, service: string, signal: AbortSignal) {
    for await (const lines of get(id).port.watchServiceLog(service, signal)) yield { lines };
  }

  const service: Service<Contract['swarms']> = {
    add: ({ name, address, initialise }, signal) => add(name, address, initialise, signal),
    forget: ({ clusterId }) => forget(clusterId),
    connect: async ({ clusterId }) => remember(clusterId, { connected: true }).port.connect(),
    disconnect: async ({ clusterId }) => remember(clusterId, { connected: false }).port.disconnect(),
    settings: async ({ clusterId }) => get(clusterId).known.settings,
    deploy: async ({ clusterId, settings }) => {
      const { port } = remember(clusterId, { settings });
      begin(clusterId, 'deploy', (report, signal) => port.deploy(settings, report, signal));
    },
    remove: async ({ clusterId, volumes }) => {
      if (volumes && options.isInUse(clusterId)) throw new Failure('swarm.in-use', { name: get(clusterId).known.name });
      const { port } = get(clusterId);
      begin(clusterId, 'remove', (report, signal) => port.removeStack(volumes, report, signal));
    },
    cancelWork: async ({ clusterId }) => get(clusterId).work.cancel(),
    watchWork: ({ clusterId }, signal) => get(clusterId).work.watch(signal),
    watch: ({ clusterId }, signal) => get(clusterId).port.watch(signal),
    watchServiceLog: ({ clusterId, service: name }, signal) => watchServiceLog(clusterId, name, signal),
    diskUse: ({ clusterId }) => diskUse(clusterId),
    deleteCampaign: async ({ clusterId, campaignId }) => ({
      freed: await get(clusterId).port.campaigns().deleteCampaign(campaignId),
    }),
    views: async ({ clusterId }) => {
      const { visualizer, dashboard } = get(clusterId).port.views();
      return { visualizer: await options.openView(visualizer), dashboard: await options.openView(dashboard) };
    },
  };
  for (const known of options.list.list()) openSwarm(known);
  return {
    service,
    find: (id: ClusterId): SwarmPort | undefined => open.get(id)?.port,
    async [Symbol.asyncDispose](): Promise<void> {
      for (const { port, work } of open.values()) {
        work.cancel();
        await port[Symbol.asyncDispose]();
      }
    },
  };
}
