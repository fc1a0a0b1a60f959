import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunFile } from '../../../contract/runs.ts';
import { type IdentityFrame, identityOf, pointOf } from '../../../worker-images/worker/run-identity.ts';
import type { PreparedRun } from '../cluster-port.ts';
import type { CampaignHistory, EarlierRun, RunRecord } from './records.ts';

/** Whether a run's results are already there, and in words why or why not. */
export type ReuseVerdict =
  | { readonly reuse: true; readonly reason: string; readonly earlier: EarlierRun; readonly files: readonly RunFile[] }
  | { readonly reuse: false; readonly reason: string };

/** Decides for one run whether an earlier result set is valid. */
export function judgeReuse(run: PreparedRun, frame: IdentityFrame, history: CampaignHistory): ReuseVerdict {
  const finished = history.findFinished(identityOf(run, frame));
  if (finished) return judgeFiles(run, finished, history.listFiles(finished.record.row.id));
  const earlier = history.findSamePoint(pointOf(run, frame));
  return { reuse: false, reason: earlier ? whyNot(earlier.record, run, frame) : 'it was never run' };
}

function judgeFiles(run: PreparedRun, earlier: EarlierRun, files: readonly RunFile[]): ReuseVerdict {
  const { row } = earlier.record;
  const missing = files.find(file => !isUnchanged(join(earlier.resultFolder, file.path), file));
  if (missing) return { reuse: false, reason: 'its result files were changed or removed' };
  // With the default seed set (the run number) a renumbered run would draw other random numbers: valid, but not the same.
  const renumbered =
    row.number === run.number
      ? ''
      : '; it had another number then, so with the default seed set its random numbers differ';
  return { reuse: true, reason: `an identical run has finished${renumbered}`, earlier, files };
}

/** Whether a result file is still as it was left. */
export function isUnchanged(path: string, { size, modifiedAt }: RunFile): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.size === size && Math.abs(found.mtimeMs - modifiedAt) < 2000;
}

function whyNot(record: RunRecord, run: PreparedRun, frame: IdentityFrame): string {
  if (record.buildKey !== frame.buildKey) return 'the source or the compiler changed since it was run';
  if (record.effectiveHash !== run.effectiveHash) return 'its configuration changed since it was run';
  switch (record.row.state) {
    case 'truncated':
      return 'it was cut short by a time limit';
    case 'cancelled':
      return 'it was cancelled';
    case 'interrupted':
      return 'it was interrupted';
    case 'failed':
      return 'it failed';
    default:
      return 'it has not finished yet';
  }
}
