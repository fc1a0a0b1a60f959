import type { LogLines, Progress } from '../../../contract/call.ts';
import type { CampaignRequest, PauseReason } from '../../../contract/campaigns.ts';
import type { Cluster, ClusterId } from '../../../contract/clusters.ts';
import type { FailureRecord } from '../../../contract/failure.ts';
import type { BuildSummary } from '../../../contract/projects.ts';
import type { CampaignStage, SubmissionHistory } from '../../../contract/queues.ts';
import type { CampaignId, RunAttempt, RunFile, RunId, RunRow } from '../../../contract/runs.ts';
import type { StackSettings, SwarmDiskUse, SwarmState } from '../../../contract/swarms.ts';
import type { OutwardResults } from '../../../worker-images/worker/place.ts';

/** A campaign as its swarm has it. */
export interface DistantCampaignFacts {
  readonly stage: CampaignStage;
  /** Set while its waiting runs are held back. */
  readonly paused: PauseReason | undefined;
  /** Everything was cancelled and nothing asked for since. */
  readonly cancelled: boolean;
  readonly problem: FailureRecord | undefined;
  readonly build: BuildSummary | undefined;
  readonly iterationVariables: readonly string[];
  readonly runCount: number;
  readonly outwardResults: OutwardResults | undefined;
}

/** A run as its swarm has it. */
export interface DistantRun {
  readonly row: RunRow;
  readonly identity: string;
  readonly effectiveHash: string;
}

/** What is new of a campaign: all of it first, then what changed. */
export interface DistantNews {
  readonly kind: 'snapshot' | 'changes';
  readonly campaign: DistantCampaignFacts;
  readonly building: Progress | undefined;
  readonly runs: readonly DistantRun[];
}

/** A campaign to hand over. */
export interface DistantRequest {
  readonly campaignId: CampaignId;
  readonly name: string;
  readonly request: CampaignRequest;
  readonly pauseAfterSameFailures: number;
  readonly graceSeconds: number;
}

/** What was handed over. */
export interface HandedOver {
  readonly projectRoot: string;
  readonly projectName: string;
  readonly workingDirectory: string;
  /** How a person runs one of its runs by hand. */
  readonly handCommand: readonly string[];
}

/** Everything asked of a swarm's campaigns; questions fail with `cluster.unreachable` while it does not answer. */
export interface SwarmCampaigns {
  /** Takes the project as it is now and hands it over; `historyFor` tells what is here already, once the project is known. */
  submit(
    request: DistantRequest,
    historyFor: (projectRoot: string) => Promise<SubmissionHistory>,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<HandedOver>;
  follow(id: CampaignId, signal: AbortSignal): AsyncIterable<DistantNews>;
  readRun(
    id: CampaignId,
    run: RunId,
  ): Promise<{ attempts: readonly RunAttempt[]; speed: ReadonlyArray<{ seconds: number; eventsPerSecond: number }> }>;
  /** Brings a run's result files into their places here. */
  fetchResults(
    request: { campaignId: CampaignId; destination: string; outwardResults: OutwardResults | undefined },
    run: Pick<RunRow, 'id' | 'attempts'>,
    report: { received(bytes: number): void },
    signal: AbortSignal,
  ): Promise<RunFile[]>;
  followLog(
    run: { campaignId: CampaignId; runId: RunId; attempt: number },
    after: number | undefined,
    signal: AbortSignal,
  ): AsyncIterable<LogLines>;
  followBuildLog(id: CampaignId, after: number, signal: AbortSignal): AsyncIterable<LogLines>;
  cancelCampaign(id: CampaignId): Promise<void>;
  cancelRuns(id: CampaignId, runs: readonly RunId[]): Promise<void>;
  pauseCampaign(id: CampaignId): Promise<void>;
  resumeCampaign(id: CampaignId): Promise<void>;
  /** Answers how many of the named runs (all, if none are named) had ended badly and are asked for again. */
  retryRuns(id: CampaignId, runs?: readonly RunId[]): Promise<number>;
  retryBuild(id: CampaignId): Promise<void>;
  deleteCampaign(id: CampaignId): Promise<number>;
}

export interface DeployReport {
  progress(progress: Progress): void;
  line(text: string): void;
}

/** A swarm as the application reaches it. */
export interface SwarmPort extends AsyncDisposable {
  readonly id: ClusterId;
  describe(): Cluster;
  /** Calls back whenever `describe` would answer differently. */
  onChange(listener: () => void): void;
  /** Connects and stays connected, trying again whenever it is lost, until `disconnect`. */
  connect(): void;
  disconnect(): Promise<void>;
  /** Its campaigns; fails with `cluster.unreachable` while it is not connected or has no stack. */
  campaigns(): SwarmCampaigns;
  /** Resolves when campaigns can be asked for (again). */
  untilReady(signal: AbortSignal): Promise<void>;
  readonly settings: StackSettings;
  deploy(settings: StackSettings, report: DeployReport, signal: AbortSignal): Promise<void>;
  removeStack(volumes: boolean, report: DeployReport, signal: AbortSignal): Promise<void>;
  watch(signal: AbortSignal): AsyncIterable<SwarmState>;
  watchServiceLog(service: string, signal: AbortSignal): AsyncIterable<string[]>;
  diskUse(): Promise<Omit<SwarmDiskUse, 'campaigns'> & { campaigns: Array<{ campaignId: CampaignId; bytes: number }> }>;
  /** Where its own pages are, with the login they want. */
  views(): { readonly visualizer: ViewTarget; readonly dashboard: ViewTarget };
}

/** A page of the swarm's own. */
export interface ViewTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}
