import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JournalEntry, journalIds } from '../../../contract/queues.ts';
import type { RunEnd, RunId } from '../../../contract/runs.ts';
import { deservesAnother, mostLostAttempts } from './retry-policy.ts';
import { newRunHistory, stateOf, takeEntry, toAttempts, toRow } from './run-history.ts';

const run = 'c-0' as RunId;
const document = { _id: run, number: 0, values: [], repetition: 0, identity: 'i', effectiveHash: 'h', reused: false };

const started = (attempt: number, order = 1): JournalEntry => ({
  kind: 'started',
  _id: journalIds.started(run, attempt),
  run,
  order,
  attempt,
  node: `node ${attempt}`,
  token: 't',
  at: attempt * 10,
});
const ended = (attempt: number, end: RunEnd, again = false, order = 1): JournalEntry => ({
  kind: 'ended',
  _id: journalIds.ended(run, attempt),
  run,
  order,
  attempt,
  node: `node ${attempt}`,
  token: 't',
  startedAt: attempt * 10,
  at: attempt * 10 + 5,
  end,
  again,
  files: [],
  speed: [],
});
const ordered = (order: number): JournalEntry => ({
  kind: 'ordered',
  _id: journalIds.ordered(run, order),
  run,
  order,
  at: 0,
});
const cancelled = (order: number): JournalEntry => ({
  kind: 'cancelled',
  _id: journalIds.cancelled(run, order),
  run,
  order,
  at: 99,
});
const finished: RunEnd = { reason: 'finished', text: 'done' };
const lost: RunEnd = { reason: 'interrupted', by: 'node' };

function historyOf(...entries: JournalEntry[]) {
  const history = newRunHistory(document);
  for (const entry of entries) takeEntry(history, entry);
  return history;
}

describe('the state of a run', () => {
  it('follows its journal', () => {
    expect(stateOf(historyOf())).toBe('waiting');
    expect(stateOf(historyOf(started(1)))).toBe('running');
    expect(stateOf(historyOf(started(1), ended(1, lost, true)))).toBe('waiting');
    expect(stateOf(historyOf(started(1), ended(1, lost, true), started(2)))).toBe('running');
    expect(stateOf(historyOf(started(1), ended(1, lost, true), started(2), ended(2, finished)))).toBe('finished');
    expect(stateOf(historyOf(started(1), ended(1, lost)))).toBe('interrupted');
    expect(stateOf(historyOf(cancelled(1)))).toBe('cancelled');
    expect(stateOf(historyOf(started(1), cancelled(1)))).toBe('running');
    expect(stateOf(historyOf(started(1), cancelled(1), ended(1, finished)))).toBe('finished');
    expect(stateOf(historyOf(started(1), ended(1, { reason: 'cancelled' }), cancelled(1), ordered(2)))).toBe('waiting');
    expect(stateOf(historyOf(cancelled(1), started(1, 2)))).toBe('running');
  });

  it('does not depend on the order in which entries arrive, nor on their number', () => {
    const entries = [
      started(1),
      ended(1, lost, true),
      started(2),
      cancelled(1),
      ended(2, { reason: 'cancelled' }),
      ordered(2),
      started(3, 2),
      ended(3, finished, false, 2),
    ];
    const expected = toRow(historyOf(...entries));
    expect(expected).toMatchObject({ state: 'finished', attempts: 3, node: 'node 3', startedAt: 30, endedAt: 35 });
    fc.assert(
      fc.property(fc.shuffledSubarray([...entries, ...entries], { minLength: entries.length * 2 }), shuffled => {
        expect(toRow(historyOf(...shuffled))).toEqual(expected);
        expect(toAttempts(historyOf(...shuffled)).map(({ end }) => end?.reason)).toEqual([
          'interrupted',
          'cancelled',
          'finished',
        ]);
      }),
    );
  });
});

describe('another attempt', () => {
  it('is made after a lost node, a written number of times, and never after the model’s own end', () => {
    const earlier: RunEnd[] = [];
    while (deservesAnother(lost, earlier)) earlier.push(lost);
    expect(earlier).toHaveLength(mostLostAttempts - 1);
    expect(deservesAnother({ reason: 'interrupted', by: 'worker' }, earlier)).toBe(true);
    expect(deservesAnother({ reason: 'model-error', error: { message: '', signature: '' }, exitCode: 1 }, [])).toBe(
      false,
    );
    expect(deservesAnother({ reason: 'crashed', signal: 'SIGSEGV' }, [])).toBe(false);
    const disk = { code: 'disk.full' as const, details: {}, causes: [] };
    expect(deservesAnother({ reason: 'not-stored', failure: disk }, [])).toBe(false);
  });

  it('is made once when the kernel was out of memory, not when the run passed its own limit', () => {
    const killed: RunEnd = { reason: 'killed', limit: 'memory', allowed: 1, used: 2 };
    expect(deservesAnother(killed, [], true)).toBe(true);
    expect(deservesAnother(killed, [killed], true)).toBe(false);
    expect(deservesAnother(killed, [], false)).toBe(false);
  });
});
