import type { Rows } from '../../../contract/call.ts';
import type { RunRow } from '../../../contract/runs.ts';

/** A run that came, changed or went. */
export interface RunChange {
  readonly before: RunRow | undefined;
  readonly after: RunRow | undefined;
}

/**
 * All runs of a campaign, brought up to date in place: ten thousand rows that change fifty times a second are not copied each time.
 * Says what changed, so that counts and maps need not be made anew.
 */
export class RunTable {
  readonly #rows = new Map<string, RunRow>();
  /** Ids of the snapshot that is coming in. */
  #arrived: Set<string> | undefined;

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): RunRow | undefined {
    return this.#rows.get(id);
  }

  rows(): IterableIterator<RunRow> {
    return this.#rows.values();
  }

  /** The watch is asked anew: a snapshot that was coming in will not be completed. */
  startOver(): void {
    this.#arrived = undefined;
  }

  apply(item: Rows<RunRow>): RunChange[] {
    if (item.kind === 'snapshot') return this.#replace(item.rows, item.more === true);
    const changes = item.changed.map(row => this.#put(row));
    for (const id of item.removed) {
      const before = this.#rows.get(id);
      if (this.#rows.delete(id)) changes.push({ before, after: undefined });
    }
    return changes;
  }

  #put(after: RunRow): RunChange {
    const before = this.#rows.get(after.id);
    this.#rows.set(after.id, after);
    return { before, after };
  }

  // After a break of the line everything comes again, in parts; what has not come with the last of them is gone.
  #replace(rows: readonly RunRow[], isMore: boolean): RunChange[] {
    const changes = rows.map(row => this.#put(row));
    this.#arrived ??= new Set();
    for (const { id } of rows) this.#arrived.add(id);
    if (isMore) return changes;
    const arrived = this.#arrived;
    this.#arrived = undefined;
    const gone = [...this.#rows.values()].filter(row => !arrived.has(row.id));
    for (const { id } of gone) this.#rows.delete(id);
    return [...changes, ...gone.map(before => ({ before, after: undefined }))];
  }
}
