import type { LogLines } from '../../../contract/call.ts';
import type { Campaign } from '../../../contract/campaigns.ts';
import type { RunAttempt, RunId } from '../../../contract/runs.ts';
import type { CampaignRecord } from './records.ts';
import type { RunTable } from './run-table.ts';

/** How many runs a fresh expansion would execute or reuse, and why. */
export interface MissingPlan {
  readonly run: number;
  readonly reused: number;
  readonly reasons: Array<{ runs: number; reuse: boolean; reason: string }>;
}

/** What is known of a run's attempts. */
export interface RunAttempts {
  readonly attempts: readonly RunAttempt[];
  readonly speed: ReadonlyArray<{ seconds: number; eventsPerSecond: number }>;
}

/** A campaign in memory, whoever drives it: this application, or the swarm it was handed over to. */
export interface CampaignHandle {
  readonly record: CampaignRecord;
  readonly runs: RunTable;
  /** True while something may still happen by itself. */
  readonly isActive: boolean;
  /** True while its project is built or its runs are found. */
  readonly isPreparing: boolean;
  /** The campaign as lists and headers show it. */
  describe(): Campaign;
  /** Begins; never rejects, since whoever submitted may be gone: a problem is told in the campaign. */
  start(): Promise<void>;
  /** Takes up after the application was started again. */
  takeUp(): void;
  /** Expands anew and runs what has no valid result set; with `dryRun` only says what that would mean. */
  runMissing(dryRun: boolean, signal: AbortSignal): Promise<MissingPlan>;
  /** Puts runs that ended badly back into the queue; answers how many. */
  retry(runIds: Iterable<RunId>): Promise<number>;
  retryFailed(): Promise<number>;
  pause(): void | Promise<void>;
  resume(): void | Promise<void>;
  /** Cancels everything that has not ended, building included. */
  cancel(): void | Promise<void>;
  cancelRuns(runIds: Iterable<RunId>): void | Promise<void>;
  attemptsOf(runId: RunId): Promise<RunAttempts>;
  watchBuildLog(after: number, signal: AbortSignal): AsyncIterable<LogLines>;
  watchLog(runId: RunId, attempt: number, after: number | undefined, signal: AbortSignal): AsyncIterable<LogLines>;
  /** Path of an attempt's log, where it is on this computer. */
  logPath(runId: RunId, attempt: number): string | undefined;
  /** Removes it from the swarm it was handed over to; answers with the bytes that came free there. */
  removeThere(): Promise<number>;
  /** Stops whatever goes on here; what goes on elsewhere does. */
  close(): void;
}
