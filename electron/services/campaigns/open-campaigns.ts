import { join } from 'node:path';
import type { Campaign } from '../../../contract/campaigns.ts';
import type { ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CampaignId, RunFile, RunId } from '../../../contract/runs.ts';
import type { ClusterPort } from '../cluster-port.ts';
import { RowFeed } from '../row-feed.ts';
import type { SwarmPort } from '../swarms/swarm-port.ts';
import type { CampaignHandle } from './campaign-handle.ts';
import { CampaignLogs } from './campaign-logs.ts';
import { DistantCampaign } from './distant-campaign.ts';
import { LiveCampaign } from './live-campaign.ts';
import type { CampaignHistory, CampaignRecord, RunRecord } from './records.ts';
import { emptyCounts } from './run-table.ts';

/** What the campaigns need around them. */
export interface CampaignsOptions {
  readonly clusters: ReadonlyMap<ClusterId, ClusterPort>;
  readonly history: CampaignHistory;
  /** Logs of builds and runs are kept below it, a folder for each campaign. */
  readonly logFolder: string;
  readonly pauseAfterSameFailures: () => number;
  readonly now: () => number;
  /** Hears of every ended run, once its end is in the history. */
  readonly runEnded?: (record: RunRecord, files: readonly RunFile[]) => void;
  /** A swarm that is known here; campaigns of others can still be looked at. */
  readonly findSwarm: (id: ClusterId) => SwarmPort | undefined;
  readonly graceSeconds: () => number;
}

// Someone who looks through past campaigns keeps a few of them in memory, not all.
const idleKept = 3;
const describeEvery = 100;

/** All campaigns: the feed of what lists show, and those whose runs are in memory because something happens to them or someone looks. */
export class OpenCampaigns {
  readonly feed: RowFeed<Campaign>;
  readonly #options: CampaignsOptions;
  readonly #open = new Map<CampaignId, CampaignHandle>();
  readonly #watchers = new Map<CampaignId, number>();
  readonly #changed = new Set<CampaignHandle>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: CampaignsOptions) {
    this.#options = options;
    const counts = options.history.countRuns();
    const records = options.history.listCampaigns();
    this.feed = new RowFeed(
      records.map(({ campaign }) => ({
        ...campaign,
        counts: counts.get(campaign.id) ?? emptyCounts(),
        slotsBusy: 0,
      })),
    );
    // A campaign on a swarm may have ended while its results are still only there.
    const elsewhere = options.history.listWithResultsElsewhere();
    for (const record of records) {
      if (isUnfinished(record) || elsewhere.has(record.campaign.id)) this.#load(record).takeUp();
    }
    this.flush();
  }

  /** A campaign with its runs in memory; fails with `request.not-found`. */
  get(id: CampaignId): CampaignHandle {
    const open = this.#open.get(id);
    if (open) {
      // Asked for again: the last to be let go.
      this.#open.delete(id);
      this.#open.set(id, open);
      return open;
    }
    const record = this.#options.history.findCampaign(id);
    if (!record) throw new Failure('request.not-found', { what: 'campaign', id });
    return this.#load(record);
  }

  /** The campaign a run belongs to; fails with `request.not-found`. */
  ofRun(id: RunId): CampaignHandle {
    const campaign = this.get(campaignOf(id));
    if (!campaign.runs.record(id)) throw new Failure('request.not-found', { what: 'run', id });
    return campaign;
  }

  /** Begins a campaign: it is in the history and in the list when this returns. */
  add(record: CampaignRecord): CampaignHandle {
    this.#options.history.saveCampaign(record);
    const campaign = this.#load(record);
    this.#show(campaign);
    return campaign;
  }

  forget(id: CampaignId): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
    this.feed.remove(id);
  }

  /** Keeps a campaign in memory for as long as someone watches it. */
  async *watching<Item>(campaign: CampaignHandle, items: AsyncIterable<Item>): AsyncGenerator<Item> {
    const { id } = campaign.record.campaign;
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    try {
      yield* items;
    } finally {
      this.#watchers.set(id, (this.#watchers.get(id) ?? 1) - 1);
      this.#letGo();
    }
  }

  folderOf(id: CampaignId): string {
    return join(this.#options.logFolder, id);
  }

  /** Follows nothing any more; what goes on elsewhere does. */
  close(): void {
    this.flush();
    for (const campaign of this.#open.values()) campaign.close();
  }

  /** Shows what changed now rather than soon. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const campaign of this.#changed) this.#show(campaign);
    this.#changed.clear();
    this.#letGo();
  }

  #load(record: CampaignRecord): CampaignHandle {
    const { id, request } = record.campaign;
    const { history, pauseAfterSameFailures, now, logFolder } = this.#options;
    const common = {
      history,
      pauseAfterSameFailures,
      now,
      logs: new CampaignLogs(logFolder, id),
      changed: (changed: CampaignHandle) => this.#noteChange(changed),
      runEnded: (ended: RunRecord, files: readonly RunFile[]) => this.#options.runEnded?.(ended, files),
    };
    const cluster = this.#options.clusters.get(request.clusterId);
    const runs = history.listRuns(id);
    const campaign = cluster
      ? new LiveCampaign(record, runs, { ...common, cluster })
      : new DistantCampaign(record, runs, {
          ...common,
          graceSeconds: this.#options.graceSeconds,
          swarm: () => this.#options.findSwarm(request.clusterId),
        });
    this.#open.set(id, campaign);
    return campaign;
  }

  // Runs may end thousands of times a second; describing their campaign each time would be most of the work.
  #noteChange(campaign: CampaignHandle): void {
    this.#changed.add(campaign);
    this.#timer ??= setTimeout(() => this.flush(), describeEvery);
  }

  #show(campaign: CampaignHandle): void {
    const described = campaign.describe();
    this.feed.set(described);
  }

  #letGo(): void {
    const idle = [...this.#open].filter(
      ([id, campaign]) => !campaign.isActive && !this.#changed.has(campaign) && !this.#watchers.get(id),
    );
    for (const [id, campaign] of idle.slice(0, Math.max(0, idle.length - idleKept))) {
      campaign.close();
      this.#open.delete(id);
    }
  }
}

/** A run's id is its campaign's with a number; where a campaign was expanded again on a swarm, with the number of that expansion too. */
export function campaignOf(id: RunId): CampaignId {
  return id.slice(0, Math.max(0, id.lastIndexOf('-'))).replace(/\.\d+$/, '') as CampaignId;
}

function isUnfinished({ campaign }: CampaignRecord): boolean {
  return campaign.phase !== 'ended' && campaign.phase !== 'interrupted';
}
