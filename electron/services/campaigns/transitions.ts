import type { RunEnd, RunRow } from '../../../contract/runs.ts';
import { stateAfter } from '../../../worker-images/worker/run-ends.ts';
import type { AttemptReport, RunJob } from '../cluster-port.ts';
import type { AttemptRecord, RunRecord } from './records.ts';

/** A run put (back) into the queue: what earlier attempts left is in the history, not in the row. */
export function toWaiting(record: RunRecord): RunRecord {
  const { id, number, values, repetition, attempts } = record.row;
  return { ...record, row: { id, number, values, repetition, attempts, state: 'waiting' } };
}

/** A run whose attempt has begun. */
export function toStarted(record: RunRecord, attempt: number, node: string, startedAt: number): RunRecord {
  return { ...record, row: { ...toWaiting(record).row, state: 'running', attempts: attempt, startedAt, node } };
}

/** A run whose attempt is over; a run that was cancelled while it waited was never attempted. */
export function toEnded(record: RunRecord, job: RunJob, { end, startedAt, endedAt }: AttemptReport): RunRecord {
  const { progress: _, ...row } = record.row;
  const attempted = row.state === 'running' ? { attempts: job.attempt, startedAt } : {};
  return { ...record, row: { ...row, ...attempted, state: stateAfter(end), end, endedAt } };
}

/** What is kept of an attempt. */
export function toAttempt(job: RunJob, node: string, report: AttemptReport): AttemptRecord {
  const { end, startedAt, endedAt, speed, cpuSeconds, peakMemory } = report;
  return {
    number: job.attempt,
    node,
    startedAt,
    endedAt,
    end,
    speed,
    ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
    ...(peakMemory === undefined ? {} : { peakMemory }),
  };
}

/** A run that an earlier life of the application left unfinished, with its attempt if it had begun. */
export function toInterrupted(
  record: RunRecord,
  now: number,
): { record: RunRecord; attempt: AttemptRecord | undefined } {
  const { progress: _, ...row } = record.row;
  if (row.state !== 'running')
    return { record: { ...record, row: { ...row, state: 'interrupted' } }, attempt: undefined };
  const end: RunEnd = { reason: 'interrupted', by: 'application' };
  const interrupted: RunRow = { ...row, state: 'interrupted', end, endedAt: now };
  const attempt = {
    number: row.attempts,
    startedAt: row.startedAt ?? now,
    endedAt: now,
    node: row.node ?? '',
    end,
    speed: [],
  };
  return { record: { ...record, row: interrupted }, attempt };
}
