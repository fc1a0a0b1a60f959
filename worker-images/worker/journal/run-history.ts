import type { JournalEntry, RunDocument, StoredFile } from '../../../contract/queues.ts';
import type { RunAttempt, RunRow, RunState } from '../../../contract/runs.ts';
import { stateAfter } from '../run-ends.ts';
import type { EndedEntry, StartedEntry } from './claim-attempt.ts';

/** Everything that is known of one run: what the simulation listed, and its journal in the order it happened. */
export interface RunHistory {
  readonly document: RunDocument;
  /** How often it was asked for. */
  order: number;
  /** Orders that were cancelled. */
  readonly cancelled: Map<number, number>;
  readonly started: Map<number, StartedEntry>;
  readonly ended: Map<number, EndedEntry>;
}

/** A run nothing has happened to yet. */
export function newRunHistory(document: RunDocument): RunHistory {
  return { document, order: 1, cancelled: new Map(), started: new Map(), ended: new Map() };
}

/** Takes an entry into a history; entries may come in any order, and more than once. Answers whether it was new. */
export function takeEntry(history: RunHistory, entry: JournalEntry): boolean {
  switch (entry.kind) {
    case 'ordered':
      return takeOrder(history, entry.order);
    case 'cancelled':
      return takeNew(history.cancelled, entry.order, entry.at);
    case 'started':
      takeOrder(history, entry.order);
      return takeNew(history.started, entry.attempt, entry);
    case 'ended':
      takeOrder(history, entry.order);
      return takeNew(history.ended, entry.attempt, entry);
  }
}

// Jobs are queued before their order is written down, so an attempt may be the first to tell of it.
function takeOrder(history: RunHistory, order: number): boolean {
  if (order <= history.order) return false;
  history.order = order;
  return true;
}

function takeNew<V>(known: Map<number, V>, key: number, value: V): boolean {
  if (known.has(key)) return false;
  known.set(key, value);
  return true;
}

/** The number of the latest attempt; 0 when there was none. */
export function lastAttempt({ started, ended }: RunHistory): number {
  return Math.max(0, ...started.keys(), ...ended.keys());
}

/** The end that counts: the latest attempt's, if it belongs to the present order. */
export function presentEnd(history: RunHistory): EndedEntry | undefined {
  const ended = history.ended.get(lastAttempt(history));
  return ended?.order === history.order ? ended : undefined;
}

/** The state a run is in, told from its history alone. */
export function stateOf(history: RunHistory): RunState {
  if (history.document.reused && history.order === 1 && history.started.size === 0) return 'reused';
  const attempt = lastAttempt(history);
  const started = history.started.get(attempt);
  const ended = history.ended.get(attempt);
  const isPresent = (started ?? ended)?.order === history.order;
  if (isPresent && ended && !ended.again) return stateAfter(ended.end);
  if (isPresent && started && !ended) return 'running';
  return history.cancelled.has(history.order) ? 'cancelled' : 'waiting';
}

/** A run as a table row, moments on the swarm's clock. */
export function toRow(history: RunHistory): RunRow {
  const { document } = history;
  const attempts = lastAttempt(history);
  const state = stateOf(history);
  const { _id: id, number, values, repetition } = document;
  const row: RunRow = { id, number, values, repetition, state, attempts };
  if (state === 'waiting' || state === 'reused') return row;
  return { ...row, ...toTimes(history, attempts, state) };
}

function toTimes(history: RunHistory, attempt: number, state: RunState): Partial<RunRow> {
  const started = history.started.get(attempt);
  const ended = presentEnd(history);
  const cancelledAt = history.cancelled.get(history.order);
  if (state === 'cancelled' && !(ended && !ended.again)) {
    return { end: { reason: 'cancelled' }, ...(cancelledAt === undefined ? {} : { endedAt: cancelledAt }) };
  }
  const startedAt = started?.at ?? ended?.startedAt;
  const node = started?.node ?? ended?.node;
  return {
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(node === undefined ? {} : { node }),
    ...(state !== 'running' && ended ? { endedAt: ended.at, end: ended.end } : {}),
  };
}

/** All attempts at a run, first one first. */
export function toAttempts(history: RunHistory): RunAttempt[] {
  const numbers = new Set([...history.started.keys(), ...history.ended.keys()]);
  return [...numbers].sort((a, b) => a - b).map(number => toAttempt(number, history));
}

function toAttempt(number: number, { started, ended }: RunHistory): RunAttempt {
  const [start, end] = [started.get(number), ended.get(number)];
  return {
    number,
    startedAt: start?.at ?? end?.startedAt ?? 0,
    node: start?.node ?? end?.node ?? '',
    ...(end ? { endedAt: end.at, end: end.end } : {}),
    ...(end?.cpuSeconds === undefined ? {} : { cpuSeconds: end.cpuSeconds }),
    ...(end?.peakMemory === undefined ? {} : { peakMemory: end.peakMemory }),
  };
}

/** The result files of a run, stored in the swarm. */
export function filesOf(history: RunHistory): readonly StoredFile[] {
  return presentEnd(history)?.files ?? [];
}
