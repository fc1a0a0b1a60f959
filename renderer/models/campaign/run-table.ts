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

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): RunRow | undefined {
    return this.#rows.get(id);
  }

  rows(): IterableIterator<RunRow> {
    return this.#rows.values();
  }

  apply(item: Rows<RunRow>): RunChange[] {
    if (item.kind === 'snapshot') return this.#replace(item.rows);
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

  // After a break of the line everything comes again; what was forgotten meanwhile is gone.
  #replace(rows: readonly RunRow[]): RunChange[] {
    const gone = new Map(this.#rows);
    for (const { id } of rows) gone.delete(id);
    for (const id of gone.keys()) this.#rows.delete(id);
    return [...[...gone.values()].map(before => ({ before, after: undefined })), ...rows.map(row => this.#put(row))];
  }
}
