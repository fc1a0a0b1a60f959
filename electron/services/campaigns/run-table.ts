import type { RunCounts } from '../../../contract/campaigns.ts';
import { type RunId, type RunRow, RunState } from '../../../contract/runs.ts';
import { RowFeed } from '../row-feed.ts';
import type { RunRecord } from './records.ts';

/** The runs of one campaign in memory: rows to watch, and their counts per state kept as they change. */
export class RunTable {
  readonly feed = new RowFeed<RunRow>();
  readonly counts: RunCounts = emptyCounts();
  readonly #records = new Map<RunId, RunRecord>();
  /** Changes whenever a failed run comes or goes: grouping them anew costs more than looking. */
  failuresVersion = 0;

  constructor(records: Iterable<RunRecord>) {
    for (const record of records) this.set(record);
  }

  get size(): number {
    return this.#records.size;
  }

  record(id: RunId): RunRecord | undefined {
    return this.#records.get(id);
  }

  records(): IterableIterator<RunRecord> {
    return this.#records.values();
  }

  /** Takes a new or changed run. */
  set(record: RunRecord): void {
    const before = this.#records.get(record.row.id);
    if (before) this.counts[before.row.state]--;
    this.counts[record.row.state]++;
    if (before?.row.state === 'failed' || record.row.state === 'failed') this.failuresVersion++;
    this.#records.set(record.row.id, record);
    this.feed.set(record.row);
  }

  remove(id: RunId): void {
    const before = this.#records.get(id);
    if (!before) return;
    this.counts[before.row.state]--;
    if (before.row.state === 'failed') this.failuresVersion++;
    this.#records.delete(id);
    this.feed.remove(id);
  }

  /** Shows progress without touching what is kept. */
  showProgress(id: RunId, progress: NonNullable<RunRow['progress']>): void {
    const record = this.#records.get(id);
    if (record?.row.state !== 'running') return;
    const row = { ...record.row, progress };
    this.#records.set(id, { ...record, row });
    this.feed.set(row);
  }

  inState(...states: readonly RunState[]): RunRecord[] {
    return [...this.#records.values()].filter(record => states.includes(record.row.state));
  }
}

/** No run in any state. */
export function emptyCounts(): RunCounts {
  return Object.fromEntries(RunState.options.map(state => [state, 0])) as RunCounts;
}

/** States a run can be taken up from again. */
export const endedBadly: readonly RunState[] = ['failed', 'cancelled', 'interrupted', 'truncated'];
