import type { Rows } from '../../contract/call.ts';

/** At most ten answers a second: faster than that nobody reads. */
const pace = 100;

/** A page reads this many rows in a few milliseconds; ten thousand at once would make it stutter. */
const largestPart = 500;

/**
 * A table that is watched: each watcher gets all rows first and then, at most ten times a second, the rows that changed since it last looked.
 * A slow watcher misses nothing and costs nothing: changes are kept as ids.
 */
export class RowFeed<Row extends { id: string }> {
  readonly #rows = new Map<string, Row>();
  readonly #watchers = new Set<Watcher>();

  constructor(rows: Iterable<Row> = []) {
    for (const row of rows) this.#rows.set(row.id, row);
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  get size(): number {
    return this.#rows.size;
  }

  set(row: Row): void {
    this.#rows.set(row.id, row);
    for (const watcher of this.#watchers) watcher.touch(row.id);
  }

  remove(id: string): void {
    if (!this.#rows.delete(id)) return;
    for (const watcher of this.#watchers) watcher.touch(id);
  }

  /** Yields until the watcher leaves or `signal` ends. */
  async *watch(signal: AbortSignal): AsyncGenerator<Rows<Row>> {
    const watcher = new Watcher(signal);
    this.#watchers.add(watcher);
    try {
      yield* this.#snapshot();
      while (await watcher.wait()) yield this.#changes(watcher.take());
    } finally {
      this.#watchers.delete(watcher);
      watcher.close();
    }
  }

  /** Follows one row, whole, the present one first; ends when the row is removed. */
  async *watchRow(id: string, signal: AbortSignal): AsyncGenerator<Row> {
    const watcher = new Watcher(signal, id);
    this.#watchers.add(watcher);
    try {
      for (let row = this.#rows.get(id); row !== undefined; row = this.#rows.get(id)) {
        yield row;
        if (!(await watcher.wait())) return;
        watcher.take();
      }
    } finally {
      this.#watchers.delete(watcher);
      watcher.close();
    }
  }

  // What changes between two parts is told after the last one.
  *#snapshot(): Generator<Rows<Row>> {
    const rows = [...this.#rows.values()];
    for (let from = 0; from === 0 || from < rows.length; from += largestPart) {
      const isLast = from + largestPart >= rows.length;
      yield { kind: 'snapshot', rows: rows.slice(from, from + largestPart), ...(!isLast && { more: true }) };
    }
  }

  #changes(ids: ReadonlySet<string>): Rows<Row> {
    const changed: Row[] = [];
    const removed: string[] = [];
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row) changed.push(row);
      else removed.push(id);
    }
    return { kind: 'changes', changed, removed };
  }
}

/** One reader's pending changes and its pace. */
class Watcher {
  readonly #signal: AbortSignal;
  readonly #only: string | undefined;
  #touched = new Set<string>();
  #wake: (() => void) | undefined;
  #lastYield = performance.now();
  #timer: NodeJS.Timeout | undefined;
  readonly #onAbort = () => this.#wake?.();

  constructor(signal: AbortSignal, only?: string) {
    this.#signal = signal;
    this.#only = only;
    signal.addEventListener('abort', this.#onAbort);
  }

  touch(id: string): void {
    if (this.#only !== undefined && this.#only !== id) return;
    this.#touched.add(id);
    this.#wakeSoon();
  }

  take(): ReadonlySet<string> {
    const taken = this.#touched;
    this.#touched = new Set();
    this.#lastYield = performance.now();
    return taken;
  }

  /** True when there is something to tell, false when the reader is gone. */
  async wait(): Promise<boolean> {
    while (!this.#signal.aborted) {
      if (this.#touched.size > 0 && performance.now() - this.#lastYield >= pace) return true;
      if (this.#touched.size > 0) this.#wakeSoon();
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    return false;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#wake?.();
  }

  #wakeSoon(): void {
    if (this.#timer) return;
    const due = Math.max(0, this.#lastYield + pace - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#wake?.();
    }, due + 1);
  }
}
