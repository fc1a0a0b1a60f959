import { join } from 'node:path';
import type { Campaign } from '../../../contract/campaigns.ts';
import type { ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CampaignId, RunId } from '../../../contract/runs.ts';
import type { AttemptReport, ClusterPort } from '../cluster-port.ts';
import { RowFeed } from '../row-feed.ts';
import { BuildLog } from './build-log.ts';
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
  readonly runEnded?: (record: RunRecord, report: AttemptReport) => void;
}

// Someone who looks through past campaigns keeps a few of them in memory, not all.
const idleKept = 3;
const describeEvery = 100;

/** All campaigns: the feed of what lists show, and those whose runs are in memory because something happens to them or someone looks. */
export class OpenCampaigns {
  readonly feed: RowFeed<Campaign>;
  readonly #options: CampaignsOptions;
  readonly #open = new Map<CampaignId, LiveCampaign>();
  readonly #buildLogs = new Map<CampaignId, BuildLog>();
  readonly #watchers = new Map<CampaignId, number>();
  readonly #changed = new Set<LiveCampaign>();
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
    for (const record of records) if (isUnfinished(record)) this.#load(record).markInterrupted();
    this.flush();
  }

  /** A campaign with its runs in memory; fails with `request.not-found`. */
  get(id: CampaignId): LiveCampaign {
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
  ofRun(id: RunId): LiveCampaign {
    const campaign = this.get(campaignOf(id));
    if (!campaign.runs.record(id)) throw new Failure('request.not-found', { what: 'run', id });
    return campaign;
  }

  /** Begins a campaign: it is in the history and in the list when this returns. */
  add(record: CampaignRecord): LiveCampaign {
    this.#options.history.saveCampaign(record);
    const campaign = this.#load(record);
    this.#show(campaign);
    return campaign;
  }

  forget(id: CampaignId): void {
    this.#open.delete(id);
    this.#buildLogs.delete(id);
    this.feed.remove(id);
  }

  /** Keeps a campaign in memory for as long as someone watches it. */
  async *watching<Item>(campaign: LiveCampaign, items: AsyncIterable<Item>): AsyncGenerator<Item> {
    const { id } = campaign.record.campaign;
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    try {
      yield* items;
    } finally {
      this.#watchers.set(id, (this.#watchers.get(id) ?? 1) - 1);
      this.#letGo();
    }
  }

  buildLogPath(id: CampaignId): string {
    return join(this.folderOf(id), 'build.log');
  }

  logPath(runId: RunId, attempt: number): string {
    const campaignId = campaignOf(runId);
    return join(this.folderOf(campaignId), `${runId.slice(campaignId.length + 1)}.${attempt}.log`);
  }

  folderOf(id: CampaignId): string {
    return join(this.#options.logFolder, id);
  }

  /** Shows what changed now rather than soon. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const campaign of this.#changed) this.#show(campaign);
    this.#changed.clear();
    this.#letGo();
  }

  #load(record: CampaignRecord): LiveCampaign {
    const { id, request } = record.campaign;
    const cluster = this.#options.clusters.get(request.clusterId);
    if (!cluster) throw new Failure('request.not-found', { what: 'cluster', id: request.clusterId });
    const { history, pauseAfterSameFailures, now } = this.#options;
    const campaign = new LiveCampaign(record, history.listRuns(id), {
      cluster,
      history,
      pauseAfterSameFailures,
      now,
      logPath: (runId, attempt) => this.logPath(runId, attempt),
      buildLine: text => this.#buildLogOf(id).add(text),
      changed: changed => this.#noteChange(changed),
      runEnded: (ended, report) => this.#options.runEnded?.(ended, report),
    });
    this.#open.set(id, campaign);
    return campaign;
  }

  #buildLogOf(id: CampaignId): BuildLog {
    const log = this.#buildLogs.get(id) ?? new BuildLog(this.buildLogPath(id));
    this.#buildLogs.set(id, log);
    return log;
  }

  // Runs may end thousands of times a second; describing their campaign each time would be most of the work.
  #noteChange(campaign: LiveCampaign): void {
    this.#changed.add(campaign);
    this.#timer ??= setTimeout(() => this.flush(), describeEvery);
  }

  #show(campaign: LiveCampaign): void {
    const described = campaign.describe();
    this.feed.set(described);
    if (!campaign.isPreparing) this.#buildLogs.get(described.id)?.close();
  }

  #letGo(): void {
    const idle = [...this.#open].filter(
      ([id, campaign]) => !campaign.isActive && !this.#changed.has(campaign) && !this.#watchers.get(id),
    );
    for (const [id] of idle.slice(0, Math.max(0, idle.length - idleKept))) this.#open.delete(id);
  }
}

/** A run's id is its campaign's with a number. */
export function campaignOf(id: RunId): CampaignId {
  return id.slice(0, Math.max(0, id.lastIndexOf('-'))) as CampaignId;
}

function isUnfinished({ campaign }: CampaignRecord): boolean {
  return campaign.phase !== 'ended' && campaign.phase !== 'interrupted';
}
