import type { AttemptReport } from '../cluster-port.ts';
import { estimateRemaining } from './remaining-time.ts';
import type { RunTable } from './run-table.ts';

const durationsKept = 400;

/** Remembers how long runs took lately, to tell how long the rest will. */
export class PaceKeeper {
  readonly #durations: number[] = [];

  note({ end, startedAt, endedAt }: Pick<AttemptReport, 'end' | 'startedAt' | 'endedAt'>): void {
    if (end.reason !== 'finished') return;
    this.#durations.push((endedAt - startedAt) / 1000);
    if (this.#durations.length > durationsKept) this.#durations.shift();
  }

  /** Seconds still to go, as a range; undefined while nothing tells. */
  estimate(runs: RunTable, slots: number, now: number): { low: number; high: number } | undefined {
    if (runs.counts.waiting + runs.counts.running === 0) return undefined;
    const running = runs.counts.running > 0 ? runs.inState('running') : [];
    return estimateRemaining({
      durations: this.#durations,
      waiting: runs.counts.waiting,
      running: running.map(({ row }) => ({
        elapsed: (now - (row.startedAt ?? now)) / 1000,
        fraction: row.progress?.fraction,
      })),
      slots,
    });
  }
}
