import type { Collection } from 'mongodb';
import { type JournalEntry, journalIds, type RunJob } from '../../../contract/queues.ts';
import type { RunEnd } from '../../../contract/runs.ts';
import { insertOnce } from './insert-once.ts';
import { deservesAnother } from './retry-policy.ts';

export type StartedEntry = Extract<JournalEntry, { kind: 'started' }>;
export type EndedEntry = Extract<JournalEntry, { kind: 'ended' }>;

/** What came of asking for an attempt. */
export type Claim =
  /** It is ours; `earlier` are the ends of this order's attempts before. */
  | { readonly kind: 'ours'; readonly started: StartedEntry; readonly earlier: readonly RunEnd[] }
  /** The order is done with; `ended` says how, in case nobody was told. */
  | { readonly kind: 'settled'; readonly ended: EndedEntry }
  /** The job was given to somebody else meanwhile. */
  | { readonly kind: 'lost' };

export interface Claimant {
  readonly node: string;
  readonly token: string;
  now(): number;
  /** Whether the job still is ours; asked before anybody's attempt is ended. */
  stillOurs(): Promise<boolean>;
  /** An attempt of another was found without an end, and ended. */
  superseded(ended: EndedEntry): Promise<void>;
}

/**
 * Takes the next attempt of a run for us. An attempt that somebody started and never ended is ended first, as interrupted: from then on its runner, should it come back,
 * can no longer end it, and whatever it stored is nobody's.
 */
export async function claimAttempt(
  journal: Collection<JournalEntry>,
  job: RunJob,
  claimant: Claimant,
  signal: AbortSignal,
): Promise<Claim> {
  const earlier: RunEnd[] = [];
  for (let attempt = job.attempt; ; attempt++) {
    const started = toStarted(job, attempt, claimant);
    const other = await insertOnce<JournalEntry>(journal, started, signal);
    if (!other) return { kind: 'ours', started, earlier };
    if (!(await claimant.stillOurs())) return { kind: 'lost' };
    const ended = await endOther(journal, other as StartedEntry, claimant, earlier, signal);
    if (!ended.again) return { kind: 'settled', ended };
    earlier.push(ended.end);
  }
}

function toStarted({ run, order }: RunJob, attempt: number, { node, token, now }: Claimant): StartedEntry {
  return { kind: 'started', _id: journalIds.started(run, attempt), run, order, attempt, node, token, at: now() };
}

async function endOther(
  journal: Collection<JournalEntry>,
  started: StartedEntry,
  claimant: Claimant,
  earlier: readonly RunEnd[],
  signal: AbortSignal,
): Promise<EndedEntry> {
  const { run, order, attempt, node } = started;
  const end: RunEnd = { reason: 'interrupted', by: 'node' };
  const ended: EndedEntry = {
    kind: 'ended',
    _id: journalIds.ended(run, attempt),
    run,
    order,
    attempt,
    node,
    token: claimant.token,
    startedAt: started.at,
    at: claimant.now(),
    end,
    again: deservesAnother(end, earlier),
    files: [],
    speed: [],
  };
  const theirs = await insertOnce<JournalEntry>(journal, ended, signal);
  if (!theirs) await claimant.superseded(ended);
  return (theirs as EndedEntry | undefined) ?? ended;
}
