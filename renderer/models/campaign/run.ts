import type { RunDetail, RunId } from '../../../contract/runs.ts';
import type { Line } from '../../client/follow.ts';
import { type Watched, watchPlain } from '../watched.ts';

/** Follows one run with everything about it. */
export function watchRun(line: Line, runId: string): Watched<RunDetail> {
  return watchPlain(line, (client, signal) => client.runs.watchOne({ runId: runId as RunId }, signal));
}
