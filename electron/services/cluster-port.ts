import type { Progress } from '../../contract/call.ts';
import type { CampaignRequest, RunLimits } from '../../contract/campaigns.ts';
import type { Cluster, ClusterId } from '../../contract/clusters.ts';
import type { BuildSummary } from '../../contract/projects.ts';
import type { CampaignId, RunEnd, RunFile, RunId, RunProgress } from '../../contract/runs.ts';
import type { OutwardResults } from '../../worker-images/worker/place.ts';

/** A run of the expansion with what identifies it besides its number. */
export interface PreparedRun {
  readonly number: number;
  readonly values: readonly string[];
  readonly repetition: number;
  /** Hash of its effective configuration. */
  readonly effectiveHash: string;
}

/** What later attempts need to know of a prepared campaign; plain data, kept with the campaign. */
export interface PreparedPlace {
  readonly projectRoot: string;
  readonly projectName: string;
  /** Relative to the project root; '' is the root. */
  readonly workingDirectory: string;
  readonly iniFile: string;
  /** Where runs execute from, in the cluster's own words. */
  readonly tree: string;
  /** `{run}` in an argument stands for the run's number. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The same command for a person who runs it by hand in their own folder. */
  readonly handCommand: readonly string[];
  /** Where results go that the ini file sends outside the project: the folder in the tree that stands for it, and the real one. */
  readonly outwardResults?: OutwardResults;
}

/** A built project with its runs, ready to be enqueued. */
export interface PreparedCampaign {
  readonly build: BuildSummary;
  readonly iterationVariables: readonly string[];
  readonly runs: readonly PreparedRun[];
  readonly place: PreparedPlace;
}

export interface PrepareReport {
  building(progress: Progress): void;
  line(text: string): void;
  expanding(): void;
}

/** One attempt at a run, for the queue. */
export interface RunJob {
  readonly campaignId: CampaignId;
  readonly runId: RunId;
  readonly number: number;
  readonly attempt: number;
  readonly place: PreparedPlace;
  readonly limits: RunLimits;
  readonly priority: number;
  /** At most this many runs of its campaign at once; absent means no limit of its own. */
  readonly atOnce?: number;
  readonly logPath: string;
}

/** What came of an attempt. */
export interface AttemptReport {
  readonly end: RunEnd;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly files: readonly RunFile[];
  readonly cpuSeconds?: number;
  readonly peakMemory?: number;
  readonly speed: ReadonlyArray<{ seconds: number; eventsPerSecond: number }>;
}

/** What a cluster tells about attempts while they go on; each attempt ends exactly once. */
export interface RunListener {
  started(job: RunJob, node: string): void;
  progress(job: RunJob, progress: RunProgress): void;
  ended(job: RunJob, report: AttemptReport): void;
}

/** A place where campaigns execute: what the campaigns service needs of it. */
export interface ClusterPort extends AsyncDisposable {
  readonly id: ClusterId;
  describe(): Cluster;
  /** Calls back whenever `describe` would answer differently. */
  onChange(listener: () => void): void;
  setSlots(slots: number | undefined): void;
  /** Builds the project and expands its configuration; nothing is executed yet. */
  prepare(request: CampaignRequest, report: PrepareReport, signal: AbortSignal): Promise<PreparedCampaign>;
  /** Makes sure that attempts can be made again at a place that was prepared earlier; fails with what is missing. */
  revive(place: PreparedPlace, signal: AbortSignal): Promise<void>;
  /** Queues attempts; higher priority first, campaigns of one priority in turn. */
  enqueue(jobs: readonly RunJob[], listener: RunListener): void;
  /** Takes waiting attempts out of the queue (they end as cancelled at once) and stops running ones politely. */
  cancel(runIds: ReadonlySet<RunId>): void;
  /** Holds a campaign's waiting attempts back; running ones go on. */
  setHeld(campaignId: CampaignId, held: boolean): void;
}
