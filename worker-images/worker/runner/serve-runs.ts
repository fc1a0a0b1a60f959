import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { redisChannels } from '../../../contract/queues.ts';
import type { RunTurns, Taken } from '../queue/run-turns.ts';
import { holdOnTo } from './keep-job.ts';
import { makeAttempt } from './make-attempt.ts';
import { type Postponed, postpone } from './postponed.ts';
import type { showPresence } from './presence.ts';
import type { RunnerParts } from './runner-parts.ts';
import { type OverAttempt, settleAttempt } from './settle-attempt.ts';
import { takeJob } from './take-job.ts';

/** A job with its hold on it, and why it must stop. */
interface Held {
  readonly taken: Taken;
  readonly hold: ReturnType<typeof holdOnTo>;
  readonly stop: AbortController;
}

// Storing waits until the next simulation runs, which is to begin first; where there is no next, not long.
const settleWithin = 30;

type StopReason = 'cancelled' | 'lost' | 'stopping';

/**
 * Executes one run after the other until `stopping` ends. While the results of one are stored, the next already runs; there is never more than one of each.
 * A run that is stopped with the runner goes back to the queue for others.
 */
export async function serveRuns(
  turns: RunTurns,
  parts: RunnerParts,
  presence: ReturnType<typeof showPresence>,
  stopping: AbortSignal,
): Promise<void> {
  await rm(parts.workFolder, { recursive: true, force: true });
  await mkdir(parts.workFolder, { recursive: true });
  let settling: Postponed | undefined;
  for (let count = 0; !stopping.aborted; count++) {
    const taken = await turns.next(stopping);
    if (!taken) break;
    const held = holdJob(taken, parts, stopping);
    const slot = join(parts.workFolder, `slot-${count % 2}`);
    const started = () => void settling?.now();
    const over = await execute(held, slot, { ...parts, started }, presence);
    await settling?.now();
    settling = over ? postpone(() => settle(held, over, parts), settleWithin) : undefined;
  }
  await settling?.now();
}

function holdJob(taken: Taken, parts: RunnerParts, stopping: AbortSignal): Held {
  const stop = new AbortController();
  const abort = (reason: StopReason) => stop.abort(reason);
  const hold = holdOnTo(parts.redis, taken, parts.lockMilliseconds, () => abort('lost'));
  const unwatch = parts.cancellations.watch(taken.campaignId, taken.job.id ?? '', () => abort('cancelled'));
  const shutDown = () => abort('stopping');
  stopping.addEventListener('abort', shutDown, { once: true });
  if (stopping.aborted) shutDown();
  const stopAll = () => {
    unwatch();
    stopping.removeEventListener('abort', shutDown);
    hold.stop();
  };
  return { taken, stop, hold: { ...hold, stop: stopAll } };
}

/** Undefined when there is nothing left to settle. */
async function execute(
  held: Held,
  slot: string,
  parts: RunnerParts & { started(): void },
  presence: ReturnType<typeof showPresence>,
): Promise<OverAttempt | undefined> {
  const { taken, hold, stop } = held;
  const log = parts.log.child({ campaign: taken.campaignId, job: taken.job.id });
  try {
    const attempt = await takeJob(taken, parts, hold.stillOurs, new AbortController().signal);
    if (attempt === 'lost') return letGo(held);
    if (attempt === 'done') return await finish(held, parts);
    presence.at({ run: attempt.job.run, attempt: attempt.started.attempt });
    const over = await makeAttempt(taken.campaignId, attempt, slot, parts, stop.signal);
    if (stop.signal.reason === 'lost') {
      log.warn({ attempt: attempt.started.attempt }, 'the job was given to another runner: this attempt is dropped');
      return letGo(held);
    }
    return stop.signal.reason === 'stopping' ? asReturned(over) : over;
  } catch (error) {
    // Not held any more, the job is given to another runner after a while, a written number of times.
    log.error({ err: error }, 'the attempt could not be made');
    return letGo(held);
  } finally {
    presence.at(undefined);
  }
}

function asReturned(over: OverAttempt): OverAttempt {
  if (over.outcome.end.reason !== 'cancelled') return over;
  return { ...over, outcome: { ...over.outcome, end: { reason: 'interrupted', by: 'worker' }, files: [] } };
}

async function settle(held: Held, over: OverAttempt, parts: RunnerParts): Promise<void> {
  const { taken } = held;
  const { run, attempt } = over.attempt.started;
  const log = parts.log.child({ campaign: taken.campaignId, run, attempt });
  try {
    const settled = await settleAttempt(over, parts, new AbortController().signal);
    log.info({ end: over.outcome.end.reason, settled }, 'attempt ended');
    if (settled === 'superseded') return void letGo(held);
    if (settled === 'again') await giveBack(held, parts);
    else await finish(held, parts);
  } catch (error) {
    log.error({ err: error }, 'the attempt could not be settled');
    letGo(held);
  }
}

function letGo({ hold }: Held): undefined {
  hold.stop();
}

async function finish(held: Held, parts: RunnerParts): Promise<undefined> {
  const { taken, hold } = held;
  const complete = () => taken.job.moveToCompleted(undefined, taken.token, false);
  try {
    // A lock that ran out while Redis was away is ours again after asking.
    await complete().catch(async error => {
      if (await hold.stillOurs()) return complete();
      throw error;
    });
  } catch (error) {
    // Given to another, or unknown to a Redis that lost its last second: the journal has what counts.
    parts.log.warn({ err: error, job: taken.job.id }, 'job not completed');
  }
  hold.stop();
}

async function giveBack({ taken: { job, token }, hold }: Held, { redis, log }: RunnerParts): Promise<void> {
  hold.stop();
  if (!(await hold.stillOurs())) return;
  await job.moveToWait(token).catch(error => log.warn({ err: error }, 'job not given back'));
  await redis.publish(redisChannels.work, '');
}
