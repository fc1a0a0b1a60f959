import type { FailureRecord } from '../../../../contract/failure.ts';
import type { RunEnd, RunFile, RunProgress } from '../../../../contract/runs.ts';
import type { SimulationOutcome, SimulationRequest } from '../../../../worker-images/worker/simulation.ts';
import type { PreparedPlace } from '../../../services/cluster-port.ts';

/** A run with the folder its results belong to. */
export interface RunOrder extends SimulationRequest {
  /** The project root on this computer; results go to the same relative places. */
  readonly destination: string;
  /** Set when the ini file sends results outside the project. */
  readonly outwardResults?: PreparedPlace['outwardResults'];
}

/** What came of a run, results in their places. */
export interface RunReport extends Omit<SimulationOutcome, 'files' | 'end'> {
  readonly end: RunEnd;
  readonly files: readonly RunFile[];
}

/** What the application tells the runner process. */
export type ToRunner =
  | { readonly kind: 'run'; readonly ticket: number; readonly order: RunOrder }
  | { readonly kind: 'cancel'; readonly ticket: number }
  /** End every simulation, then yourself: for channels that cannot be closed from outside. */
  | { readonly kind: 'end' };

/** What the runner process tells the application. */
export type FromRunner =
  | { readonly kind: 'started'; readonly ticket: number; readonly pid: number }
  /** The program has ended; its results are still to be put into their places. */
  | { readonly kind: 'over'; readonly ticket: number }
  | { readonly kind: 'progress'; readonly ticket: number; readonly progress: RunProgress }
  | { readonly kind: 'ended'; readonly ticket: number; readonly report: RunReport }
  | { readonly kind: 'failed'; readonly ticket: number; readonly failure: FailureRecord };
