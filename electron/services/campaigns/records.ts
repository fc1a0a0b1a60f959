import type { Campaign, RunCounts, SavedChart } from '../../../contract/campaigns.ts';
import type { CampaignId, RunAttempt, RunFile, RunId, RunRow } from '../../../contract/runs.ts';
import type { PreparedPlace } from '../cluster-port.ts';

/** A campaign as it is kept: what is shown, without what is counted anew, and what later attempts need. */
export interface CampaignRecord {
  readonly campaign: Omit<Campaign, 'counts' | 'slotsBusy' | 'remaining' | 'progress'>;
  readonly place: PreparedPlace | undefined;
  /** Its name on the swarm it was handed over to; a new one each time it is expanded anew. */
  readonly distantId?: CampaignId;
}

/** A run as it is kept, and as it is in memory while its campaign is; its files and attempts are only read when asked for. */
export interface RunRecord {
  readonly campaignId: CampaignId;
  readonly row: RunRow;
  readonly identity: string;
  /** The point of the parameter space with its repetition: what the run is, whatever its build. */
  readonly point: string;
  readonly effectiveHash: string;
  readonly buildKey: string;
  /** Why an earlier result set counts, or why none did. */
  readonly reuse: string | undefined;
}

/** One attempt with its speed curve. */
export interface AttemptRecord extends RunAttempt {
  readonly speed: ReadonlyArray<{ seconds: number; eventsPerSecond: number }>;
}

/** An earlier run, for telling whether and why its results count. */
export interface EarlierRun {
  readonly record: RunRecord;
  readonly resultFolder: string;
}

/** A finished run as the next expansion may want to know of it. */
export interface FinishedRun {
  readonly identity: string;
  readonly point: string;
  readonly files: readonly RunFile[];
  readonly seconds: number | undefined;
}

/** What an attempt's end leaves to keep, written at once. */
export interface EndedRun {
  readonly record: RunRecord;
  readonly attempts: readonly AttemptRecord[];
  readonly files: readonly RunFile[];
}

/** What the campaigns and runs services need of the history; every write survives the death of the process when it returns. */
export interface CampaignHistory {
  /** Oldest first. */
  listCampaigns(): CampaignRecord[];
  findCampaign(id: CampaignId): CampaignRecord | undefined;
  /** How many runs each campaign has in each state. */
  countRuns(): Map<CampaignId, RunCounts>;
  saveCampaign(record: CampaignRecord): void;
  /** Campaigns with results that are only on a swarm yet. */
  listWithResultsElsewhere(): Set<CampaignId>;
  deleteCampaign(id: CampaignId): void;
  listRuns(id: CampaignId): RunRecord[];
  findRun(id: RunId): RunRecord | undefined;
  saveRuns(records: readonly RunRecord[]): void;
  deleteRuns(ids: readonly RunId[]): void;
  saveEnd(end: EndedRun): void;
  listFiles(id: RunId): RunFile[];
  /** Files of all runs of a campaign. */
  listCampaignFiles(id: CampaignId): Array<{ runId: RunId; file: RunFile }>;
  /** The same without what another campaign counts as its own too. */
  listFilesOfNobodyElse(id: CampaignId): RunFile[];
  /** Runs of a configuration that finished, in any campaign, with what they left: for telling a swarm what is here already. */
  listFinished(projectRoot: string, iniFile: string, configuration: string): FinishedRun[];
  /** The latest finished run with this identity, in any campaign. */
  findFinished(identity: string): EarlierRun | undefined;
  /** The latest run of the same point, whatever its build or end. */
  findSamePoint(point: string): EarlierRun | undefined;
  listAttempts(id: RunId): AttemptRecord[];
  listCharts(id: CampaignId): SavedChart[];
  saveChart(id: CampaignId, chart: SavedChart): void;
  deleteChart(id: CampaignId, chartId: string): void;
  /** Bytes the campaign takes in the history itself. */
  sizeOf(id: CampaignId): number;
  /** Build keys that campaigns refer to, with how many do. */
  buildKeysInUse(): Map<string, number>;
}
