/** What is known about the pace of a campaign; all times in seconds. */
export interface Pace {
  /** Durations of finished runs, in any order; the latest few hundred suffice. */
  readonly durations: readonly number[];
  readonly waiting: number;
  /** For every running run: elapsed time, and its own fraction where it tells one. */
  readonly running: ReadonlyArray<{ readonly elapsed: number; readonly fraction: number | undefined }>;
  readonly slots: number;
}

/**
 * Tells how long a campaign still takes, as a range: quartiles of the durations seen so far for the low end, their ninth decile for the high end.
 * Undefined while nothing tells. Never promises less than the longest running run still needs.
 */
export function estimateRemaining(pace: Pace): { low: number; high: number } | undefined {
  const sorted = [...pace.durations].sort((a, b) => a - b);
  const known = sorted.length > 0 ? { low: quantile(sorted, 0.35), high: quantile(sorted, 0.9) } : fromFractions(pace);
  if (!known || pace.slots < 1) return undefined;
  return { low: total(pace, known.low), high: Math.max(total(pace, known.low), total(pace, known.high)) };
}

function total(pace: Pace, duration: number): number {
  const lefts = pace.running.map(run => leftOf(run, duration));
  const work = lefts.reduce((sum, left) => sum + left, 0) + pace.waiting * duration;
  return Math.max(work / pace.slots, ...lefts, pace.waiting > 0 ? duration : 0);
}

function leftOf({ elapsed, fraction }: Pace['running'][number], duration: number): number {
  if (fraction !== undefined && fraction > 0.02) return (elapsed * (1 - fraction)) / fraction;
  // A run that is already longer than usual: assume it is half-way rather than nearly done.
  return elapsed < duration ? duration - elapsed : elapsed;
}

function fromFractions(pace: Pace): { low: number; high: number } | undefined {
  const totals = pace.running
    .filter(run => (run.fraction ?? 0) > 0.02)
    .map(run => run.elapsed / (run.fraction as number));
  if (totals.length === 0) return undefined;
  return { low: Math.min(...totals), high: Math.max(...totals) * 1.5 };
}

function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? 0;
}
