import { Failure } from '../../../contract/failure.ts';
import { JournalEntry, RunDocument, type StoredFile } from '../../../contract/queues.ts';
import type { CampaignId, RunAttempt, RunId, RunRow } from '../../../contract/runs.ts';
import {
  filesOf,
  newRunHistory,
  presentEnd,
  takeEntry,
  toAttempts,
  toRow,
} from '../../../worker-images/worker/journal/run-history.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** Everything the swarm knows of one run; moments on this computer's clock. */
export interface SwarmRun {
  readonly row: RunRow;
  readonly identity: string;
  readonly effectiveHash: string;
  readonly attempts: readonly RunAttempt[];
  /** Result files of the end that counts, as they are stored there. */
  readonly files: readonly StoredFile[];
  readonly speed: ReadonlyArray<{ seconds: number; eventsPerSecond: number }>;
}

/** Reads one run with all its attempts. Fails with `request.not-found`. */
export async function readRun(connection: SwarmConnection, campaignId: CampaignId, runId: RunId): Promise<SwarmRun> {
  const { runs, journal } = connection.collections.campaign(campaignId);
  const found = await runs.findOne({ _id: runId });
  if (!found) throw new Failure('request.not-found', { what: 'run', id: runId });
  const history = newRunHistory(RunDocument.parse(found));
  for await (const entry of journal.find(entriesOf(runId))) takeEntry(history, JournalEntry.parse(entry));
  const { toHere } = connection.clock;
  const { identity, effectiveHash } = history.document;
  return {
    row: moved(toRow(history), toHere),
    identity,
    effectiveHash,
    attempts: toAttempts(history).map(attempt => moved(attempt, toHere)),
    files: filesOf(history),
    speed: presentEnd(history)?.speed ?? [],
  };
}

/** All entries of a run have ids that begin with its own and `#` or `@`, so that the index of ids finds them. */
function entriesOf(run: RunId) {
  return { _id: { $gte: `${run}#`, $lt: `${run}A` }, run };
}

/** The same with its moments on another clock. */
function moved<T extends { startedAt?: number | undefined; endedAt?: number | undefined }>(
  value: T,
  to: (moment: number) => number,
): T {
  const { startedAt, endedAt } = value;
  return {
    ...value,
    ...(startedAt === undefined ? {} : { startedAt: to(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: to(endedAt) }),
  };
}
