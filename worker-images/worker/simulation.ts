import type { RunLimits } from '../../contract/campaigns.ts';
import type { RunEnd, RunProgress } from '../../contract/runs.ts';

/** One run to execute: everything in arguments and absolute folders, nothing looked up. */
export interface SimulationRequest {
  readonly runId: string;
  readonly attempt: number;
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Artifact and ini files together; shared by runs, never written to. */
  readonly preparedTree: string;
  /** Relative to the prepared tree, with forward slashes; '' is its root. */
  readonly workingDirectory: string;
  /** Private to the slot: the run root is made here, and emptied before each run. */
  readonly slotFolder: string;
  /** The whole output of the run goes here. */
  readonly logPath: string;
  readonly limits: RunLimits;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly graceSeconds: number;
  /** Added to the process's niceness, 0 to 19. */
  readonly nice: number;
}

/** A file a run left behind. */
export interface OutputFile {
  /** Relative to the tree's root, with forward slashes. */
  readonly path: string;
  readonly absolute: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** Events per second over the life of a run, at most 200 points. */
export interface SpeedPoint {
  readonly seconds: number;
  readonly eventsPerSecond: number;
}

/** What came of one attempt. Only `end.reason === 'finished'` makes `files` a complete result set. */
export interface SimulationOutcome {
  readonly end: RunEnd;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly cpuSeconds?: number;
  readonly peakMemory?: number;
  readonly speed: readonly SpeedPoint[];
  readonly files: readonly OutputFile[];
}

/** Where a running simulation tells what happens; called often, must return at once. */
export interface SimulationReport {
  started(pid: number): void;
  /** The program has ended: its core is free, though what it left is still being looked at. */
  over?(): void;
  progress(progress: RunProgress): void;
  lines(lines: readonly string[]): void;
}
