import type { Campaign, SavedChart } from '../../../contract/campaigns.ts';
import type { CampaignId, RunAttempt, RunFile, RunId, RunRow } from '../../../contract/runs.ts';
import type { PreparedPlace } from '../cluster-port.ts';

/** A campaign as it is kept: what is shown, without what is counted anew, and what later attempts need. */
export interface CampaignRecord {
  readonly campaign: Omit<Campaign, 'counts' | 'slotsBusy' | 'remaining' | 'progress'>;
  readonly place: PreparedPlace | undefined;
}

/** A run as it is kept. */
export interface RunRecord {
  readonly campaignId: CampaignId;
  readonly row: RunRow;
  readonly identity: string;
  readonly effectiveHash: string;
  readonly buildKey: string;
  /** Why an earlier result set counts, or why none did. */
  readonly reuse: string | undefined;
  readonly files: readonly RunFile[];
}

/** One attempt with its speed curve. */
export interface AttemptRecord extends RunAttempt {
  readonly speed: ReadonlyArray<{ seconds: number; eventsPerSecond: number }>;
}

/** An earlier run of the same point, for telling whether and why its results count. */
export interface EarlierRun {
  readonly record: RunRecord;
  readonly resultFolder: string;
  readonly campaignName: string;
}

/** What the campaigns and runs services need of the history; every write is durable against the death of the process when it returns. */
export interface CampaignHistory {
  listCampaigns(): CampaignRecord[];
  saveCampaign(record: CampaignRecord): void;
  deleteCampaign(id: CampaignId): void;
  listRuns(id: CampaignId): RunRecord[];
  findRun(id: RunId): RunRecord | undefined;
  saveRuns(records: readonly RunRecord[]): void;
  /** The latest finished run with this identity, in any campaign. */
  findFinished(identity: string): EarlierRun | undefined;
  /** The latest run of the same point of the same project, whatever its build or end. */
  findSamePoint(point: SamePoint): EarlierRun | undefined;
  listAttempts(id: RunId): AttemptRecord[];
  saveAttempt(id: RunId, attempt: AttemptRecord): void;
  listCharts(id: CampaignId): SavedChart[];
  saveChart(id: CampaignId, chart: SavedChart): void;
  deleteChart(id: CampaignId, chartId: string): void;
}

/** A point of the parameter space with its repetition, independent of run numbers and builds. */
export interface SamePoint {
  readonly projectRoot: string;
  readonly iniFile: string;
  readonly configuration: string;
  readonly values: string;
  readonly repetition: number;
}
