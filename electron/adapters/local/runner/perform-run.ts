import { existsSync } from 'node:fs';
import { Failure, isFailure, toFailureRecord } from '../../../../contract/failure.ts';
import { deliverResults } from '../../../../worker-images/worker/deliver.ts';
import { toProjectPath } from '../../../../worker-images/worker/place.ts';
import { keepsResults } from '../../../../worker-images/worker/run-ends.ts';
import { removeRunRoot } from '../../../../worker-images/worker/run-root.ts';
import { simulate } from '../../../../worker-images/worker/simulate.ts';
import type { SimulationReport } from '../../../../worker-images/worker/simulation.ts';
import type { RunOrder, RunReport } from './messages.ts';

/** Executes a run and puts its results into their places; an end that cannot be stored is told as `not-stored`. */
export async function performRun(order: RunOrder, report: SimulationReport, signal: AbortSignal): Promise<RunReport> {
  const { files, ...outcome } = await simulate(order, report, signal);
  try {
    if (!keepsResults(outcome.end)) return { ...outcome, files: [] };
    const own = files.map(file => ({
      ...file,
      path: toProjectPath(file.path, order.outwardResults, order.destination),
    }));
    // Making the project's folder anew would hide the results where nobody looks for them.
    if (!existsSync(order.destination)) throw new Failure('project.moved', { path: order.destination });
    // Delivery is short and must not be torn by a late cancel.
    const delivered = await deliverResults(own, order.destination, new AbortController().signal);
    return { ...outcome, files: delivered };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...outcome, end: { reason: 'not-stored', failure: toFailureRecord(error) }, files: [] };
  } finally {
    removeRunRoot(order.slotFolder);
  }
}
