import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, isFailure, toFailureRecord } from '../../../contract/failure.ts';
import { redisKeys } from '../../../contract/queues.ts';
import type { RunEnd } from '../../../contract/runs.ts';
import { keepsResults } from '../run-ends.ts';
import { removeRunRoot } from '../run-root.ts';
import { simulate } from '../simulate.ts';
import type { SimulationOutcome, SimulationRequest } from '../simulation.ts';
import type { CampaignPlace } from './campaign-places.ts';
import { showProgress } from './live-progress.ts';
import { showTail } from './log-tail.ts';
import { readMemoryLimit } from './memory-kills.ts';
import type { RunnerParts } from './runner-parts.ts';
import type { OverAttempt } from './settle-attempt.ts';
import type { OurAttempt } from './take-job.ts';

// The runner itself must be heard while the simulation takes all there is.
const nice = 5;
// These may be the work of a damaged tree. A file that is no program any more is read as a shell script, and ends like one.
const suspicious: ReadonlySet<RunEnd['reason']> = new Set(['could-not-start', 'crashed', 'unclear', 'interrupted']);

/** Executes an attempt in a slot of this runner; aborting stops it politely. What it left stays in the slot until the slot is used again. */
export async function makeAttempt(
  campaignId: string,
  attempt: OurAttempt,
  slot: string,
  parts: RunnerParts & { started(): void },
  signal: AbortSignal,
): Promise<OverAttempt> {
  const logPath = join(slot, 'log');
  const common = { campaignId, attempt, logPath };
  for (;;) {
    const place = await parts.places
      .placeOf(campaignId, signal)
      .catch(error => (signal.aborted ? undefined : toPlaceFailure(error)));
    if (!place || isFailure(place)) {
      const outcome = withoutPlace(place, parts, signal);
      await mkdir(slot, { recursive: true });
      await writeFile(logPath, outcome.end.reason === 'could-not-start' ? `${outcome.end.message}\n` : '');
      return { ...common, place: undefined, outcome, outOfMemory: false };
    }
    const outcome = await execute(place, attempt, slot, logPath, parts, signal);
    if (signal.aborted || !(await isDamaged(outcome.end, place))) {
      const explained = await explainKill(await explainFullDisk(outcome, slot), parts);
      // Room for the next run, which begins before this one is settled.
      if (!keepsResults(explained.outcome.end)) removeRunRoot(slot);
      return { ...common, place, ...explained };
    }
    parts.log.warn({ tree: place.tree.folder }, 'the tree was damaged, so this end says nothing: it is unpacked anew');
    parts.places.forget(campaignId);
  }
}

const checkedForErrors = new WeakSet<CampaignPlace>();

async function isDamaged({ reason }: RunEnd, place: CampaignPlace): Promise<boolean> {
  // Errors of the model come by the thousand, and the first tells as much of the tree as the others.
  const isFirstError = reason === 'model-error' && !checkedForErrors.has(place);
  if (isFirstError) checkedForErrors.add(place);
  return (suspicious.has(reason) || isFirstError) && !(await place.tree.verify());
}

function toPlaceFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  throw error;
}

function withoutPlace(place: Failure | undefined, { clock }: RunnerParts, signal: AbortSignal): SimulationOutcome {
  const now = clock.now();
  const end: RunEnd = signal.aborted
    ? { reason: 'cancelled' }
    : { reason: 'could-not-start', message: place?.message ?? 'its campaign was deleted' };
  return { end, startedAt: now, endedAt: now, speed: [], files: [] };
}

async function execute(
  place: CampaignPlace,
  { job, started }: OurAttempt,
  slot: string,
  logPath: string,
  { redis, gap, started: tell }: RunnerParts & { started(): void },
  signal: AbortSignal,
): Promise<SimulationOutcome> {
  const { submission, _id } = place.campaign;
  const progress = showProgress(redis, _id, job.run, started.attempt);
  const tail = showTail(redis, redisKeys.logTail(job.run, started.attempt), logPath);
  const request: SimulationRequest = {
    runId: job.run,
    attempt: started.attempt,
    command: place.command(job.number),
    environment: place.environment,
    preparedTree: place.tree.folder,
    workingDirectory: submission.workingDirectory,
    slotFolder: slot,
    logPath,
    limits: submission.request.limits,
    graceSeconds: submission.graceSeconds,
    nice,
  };
  try {
    const begun = () => {
      gap.started();
      tell();
    };
    return await simulate(request, { started: begun, progress: progress.take, lines: () => undefined }, signal);
  } finally {
    gap.ended();
    progress.end();
    void tail.end();
  }
}

/** A SIGKILL that nobody of ours sent, while the kernel counted one for want of memory. */
async function explainKill(outcome: SimulationOutcome, { killedForMemory }: RunnerParts) {
  const wasKilled = outcome.end.reason === 'crashed' && outcome.end.signal === 'SIGKILL';
  if (!wasKilled || !(await killedForMemory())) return { outcome, outOfMemory: false };
  const used = outcome.peakMemory ?? 0;
  const end: RunEnd = { reason: 'killed', limit: 'memory', allowed: (await readMemoryLimit()) ?? used, used };
  return { outcome: { ...outcome, end }, outOfMemory: true };
}

const noRoom = 1024 * 1024;

/** A run that ended badly on a full disk ended because of it, whatever it said itself. */
async function explainFullDisk(outcome: SimulationOutcome, slot: string): Promise<SimulationOutcome> {
  const { reason } = outcome.end;
  if (reason === 'finished' || reason === 'killed' || reason === 'cancelled') return outcome;
  const { bavail, bsize } = await statfs(slot);
  const availableBytes = bavail * bsize;
  if (availableBytes > noRoom) return outcome;
  const failure = toFailureRecord(new Failure('disk.full', { path: slot, availableBytes }));
  return { ...outcome, end: { reason: 'not-stored', failure }, files: [] };
}
