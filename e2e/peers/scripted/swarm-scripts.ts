import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster, ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { SwarmDiskUse, SwarmState, SwarmWork } from '../../../contract/swarms.ts';
import { RowFeed } from '../../../electron/services/row-feed.ts';
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

/** Swarms that only pretend to be there: verbs change their cards at once, a stack is set up in a few steps. */
export class SwarmScripts {
  readonly rows: RowFeed<Row>;
  readonly clusters: RowFeed<Cluster>;
  readonly #stops = new Map<string, AbortController>();

  constructor(plans: readonly SwarmPlan[], clusters: RowFeed<Cluster>) {
    this.rows = new RowFeed(plans.map(({ cluster, state, work }) => ({ id: cluster.id, state, work, disk })));
    this.clusters = clusters;
  }

  find(id: ClusterId): Row {
    const row = this.rows.get(id);
    if (!row) throw new Failure('request.not-found', { what: 'cluster', id });
    return row;
  }

  change(id: ClusterId, part: Partial<Row>): void {
    this.rows.set({ ...this.find(id), ...part });
  }

  show(id: ClusterId, part: Partial<Cluster>): void {
    this.clusters.set({ ...(this.clusters.get(id) as Cluster), ...part });
  }

  add(like: Cluster, name: string, address: string): ClusterId {
    const id = `new-${this.clusters.size}` as ClusterId;
    this.rows.set({ id, state: stateOf(fourNodes, []), work: undefined, disk });
    this.clusters.set({ ...like, id, name, address });
    this.#become(id, { phase: 'bare' }, stateOf(fourNodes, []));
    return id;
  }

  async work(id: ClusterId, what: SwarmWork['what'], stages: readonly string[]): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    const startedAt = Date.now();
    for (const [index, stage] of stages.entries()) {
      const progress = { stage, fraction: index / stages.length };
      const lines = stages.slice(0, index + 1).map(one => `doing ${one}`);
      this.change(id, { work: { what, phase: 'working', progress, startedAt, lines } });
      this.show(id, { state: { phase: 'working', what, progress } });
      await pause(400, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) break;
    }
    const phase = stop.signal.aborted ? 'cancelled' : 'done';
    this.change(id, { work: { ...(this.find(id).work as SwarmWork), phase, endedAt: Date.now() } });
    if (phase === 'cancelled' || what === 'remove') this.#become(id, { phase: 'bare' }, stateOf(fourNodes, []));
    else this.#become(id, { phase: 'ready' }, stateOf(fourNodes, wholeStack));
  }

  stop(id: ClusterId): void {
    this.#stops.get(id)?.abort();
  }

  close(): void {
    for (const stop of this.#stops.values()) stop.abort();
  }

  #become(id: ClusterId, state: Cluster['state'], now: SwarmState): void {
    this.change(id, { state: now });
    this.show(id, { state, slots: { total: state.phase === 'ready' ? 48 : 0, busy: 0 }, nodes: 4, cores: 56 });
  }
}
