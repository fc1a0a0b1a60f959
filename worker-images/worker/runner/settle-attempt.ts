import { dirname } from 'node:path';
import { toFailureRecord } from '../../../contract/failure.ts';
import { type JournalEntry, journalIds, type StoredFile } from '../../../contract/queues.ts';
import type { RunEnd } from '../../../contract/runs.ts';
import type { EndedEntry, StartedEntry } from '../journal/claim-attempt.ts';
import { insertOnce } from '../journal/insert-once.ts';
import { deservesAnother } from '../journal/retry-policy.ts';
import { noteEnd } from '../queue/first-ends.ts';
import { holdQueue, tellCampaign } from '../queue/tell-campaign.ts';
import { keepsResults } from '../run-ends.ts';
import { removeRunRoot } from '../run-root.ts';
import type { SimulationOutcome } from '../simulation.ts';
import { type Bucket, removeBelow } from '../store/bucket.ts';
import { patiently } from '../store/patiently.ts';
import { type FileToStore, storeFiles } from '../store/store-files.ts';
import type { CampaignPlace } from './campaign-places.ts';
import type { RunnerParts } from './runner-parts.ts';
import type { OurAttempt } from './take-job.ts';

/** An attempt that is over, with what it left on this node's disk. */
export interface OverAttempt {
  readonly campaignId: string;
  readonly attempt: OurAttempt;
  /** Absent when it never came to a place to run in. */
  readonly place: CampaignPlace | undefined;
  readonly outcome: SimulationOutcome;
  readonly outOfMemory: boolean;
  readonly logPath: string;
}

/** How an attempt stands in the journal: `superseded` when somebody ended it before us. */
export type Settled = 'done' | 'again' | 'superseded';

/** Stores what an attempt left, and only then writes down how it ended. Waits as long as the database is away. */
export async function settleAttempt(over: OverAttempt, parts: RunnerParts, signal: AbortSignal): Promise<Settled> {
  const { journal, bucket } = parts.collections.campaign(over.campaignId);
  const ended = await toEnded(over, parts, signal);
  const theirs = await insertOnce<JournalEntry>(journal, ended, signal);
  if (theirs) {
    await patiently(() => removeBelow(bucket, filesPrefix(over.attempt.started)), signal);
    return 'superseded';
  }
  await removeLeftovers(over.attempt, bucket, signal);
  await tellCampaign(parts.redis, over.campaignId, { kind: 'journal', entry: ended });
  if (!ended.again) await pauseIfPointless(over, parts, ended.end);
  return ended.again ? 'again' : 'done';
}

async function toEnded(over: OverAttempt, parts: RunnerParts, signal: AbortSignal): Promise<EndedEntry> {
  const { attempt, outcome } = over;
  const { run, order, attempt: number, node, token, at: startedAt } = attempt.started;
  const stored = await store(over, parts, signal);
  removeRunRoot(dirname(over.logPath));
  const { cpuSeconds, peakMemory, speed } = outcome;
  return {
    kind: 'ended',
    _id: journalIds.ended(run, number),
    run,
    order,
    attempt: number,
    node,
    token,
    startedAt,
    at: parts.clock.now(),
    again: deservesAnother(stored.end, attempt.earlier, over.outOfMemory),
    speed: [...speed],
    ...stored,
    ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
    ...(peakMemory === undefined ? {} : { peakMemory }),
  };
}

function filesPrefix({ _id }: Pick<StartedEntry, '_id'>): string {
  return `${_id}/`;
}

/** What runners that were lost in the middle of storing left of earlier attempts; the logs of those that were ended properly stay. */
async function removeLeftovers({ started, earlier }: OurAttempt, bucket: Bucket, signal: AbortSignal): Promise<void> {
  for (const [index, end] of earlier.entries()) {
    if (end.reason !== 'interrupted' || end.by !== 'node') continue;
    const attempt = started.attempt - earlier.length + index;
    await patiently(() => removeBelow(bucket, filesPrefix({ _id: journalIds.started(started.run, attempt) })), signal);
  }
}

interface Stored {
  readonly end: RunEnd;
  readonly files: StoredFile[];
  readonly log?: StoredFile;
}

async function store(over: OverAttempt, parts: RunnerParts, signal: AbortSignal): Promise<Stored> {
  const { end, files } = over.outcome;
  const wanted = keepsResults(end) ? files : [];
  const { started } = over.attempt;
  const toStore = wanted.map(
    ({ path, absolute, modifiedAt }): FileToStore => ({
      id: `${filesPrefix(started)}${path}`,
      absolute,
      path,
      // As the node has it, right or wrong: index files name the times of the files they belong to.
      modifiedAt,
    }),
  );
  try {
    const { bucket } = parts.collections.campaign(over.campaignId);
    const [log, ...results] = await storeFiles(bucket, [toLog(over, parts), ...toStore], signal);
    return { end, files: results, ...(log ? { log } : {}) };
  } catch (error) {
    signal.throwIfAborted();
    if (!keepsResults(end)) return { end, files: [] };
    return { end: { reason: 'not-stored', failure: toFailureRecord(error) }, files: [] };
  }
}

function toLog({ attempt: { started }, logPath }: OverAttempt, { clock }: RunnerParts): FileToStore {
  const path = `logs/${started.run}-${started.attempt}.log`;
  return { id: `${filesPrefix(started)}log`, absolute: logPath, path, modifiedAt: clock.now() };
}

// Going on when every run so far died alike, or when there is no room, would only waste time.
async function pauseIfPointless({ campaignId, place }: OverAttempt, parts: RunnerParts, end: RunEnd): Promise<void> {
  if (end.reason === 'not-stored' && end.failure.code === 'disk.full') {
    return pause(campaignId, parts, { kind: 'disk-full', path: String(end.failure.details.path ?? '') });
  }
  const limit = place?.campaign.submission.pauseAfterSameFailures ?? 0;
  const alike = await noteEnd(parts.redis, campaignId, end);
  if (limit > 0 && alike && alike.count >= limit) await pause(campaignId, parts, { kind: 'same-failure', ...alike });
}

async function pause(campaignId: string, { collections, redis }: RunnerParts, paused: object): Promise<void> {
  await holdQueue(redis, campaignId, true);
  await patiently(() =>
    collections.campaigns.updateOne({ _id: campaignId as never }, { $set: { paused: paused as never } }),
  );
  await tellCampaign(redis, campaignId, { kind: 'campaign' });
}
