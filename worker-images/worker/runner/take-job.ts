import { type CampaignEvent, type JournalEntry, jobIdOf, journalIds, RunJob } from '../../../contract/queues.ts';
import type { RunEnd } from '../../../contract/runs.ts';
import { claimAttempt, type StartedEntry } from '../journal/claim-attempt.ts';
import { insertOnce } from '../journal/insert-once.ts';
import type { Taken } from '../queue/run-turns.ts';
import { tellCampaign } from '../queue/tell-campaign.ts';
import type { RunnerParts } from './runner-parts.ts';

/** An attempt that is ours to make. */
export interface OurAttempt {
  readonly job: RunJob;
  readonly started: StartedEntry;
  readonly earlier: readonly RunEnd[];
}

/** What a job comes to before anything is executed: an attempt of ours, a job with nothing left to do, or somebody else's job. */
export type TakenJob = OurAttempt | 'done' | 'lost';

/** Finds out what there is to do for a job, and claims it. */
export async function takeJob(
  { campaignId, job: { data }, token }: Taken,
  parts: RunnerParts,
  stillOurs: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<TakenJob> {
  const job = RunJob.parse(data);
  const { journal } = parts.collections.campaign(campaignId);
  const tell = (entry: JournalEntry) => tellCampaign(parts.redis, campaignId, toEvent(entry));
  if (await parts.cancellations.isCancelled(campaignId, jobIdOf(job.run, job.order))) {
    const cancelled = toCancelled(job, parts.clock.now());
    await insertOnce<JournalEntry>(journal, cancelled, signal);
    await tell(cancelled);
    return 'done';
  }
  const claimant = { node: parts.node, token, now: parts.clock.now, stillOurs, superseded: tell };
  const claim = await claimAttempt(journal, job, claimant, signal);
  if (claim.kind === 'lost') return 'lost';
  if (claim.kind === 'settled') {
    // Whoever ended it may have been killed before telling.
    await tell(claim.ended);
    return 'done';
  }
  // Nobody waits for this to be told.
  tell(claim.started).catch(error => parts.log.warn({ error }, 'a start was not told'));
  return { job, started: claim.started, earlier: claim.earlier };
}

function toCancelled({ run, order }: RunJob, at: number): JournalEntry {
  return { kind: 'cancelled', _id: journalIds.cancelled(run, order), run, order, at };
}

function toEvent(entry: JournalEntry): CampaignEvent {
  return { kind: 'journal', entry };
}
