import { setTimeout } from 'node:timers/promises';
import type { RunLimits } from '../../contract/campaigns.ts';
import type { KillReason } from '../../contract/runs.ts';
import { measureGroup } from './group-usage.ts';

/** A limit that was passed: which, what was allowed and what was used (seconds or bytes). */
export interface Excess {
  readonly limit: KillReason;
  readonly allowed: number;
  readonly used: number;
}

/** The highest use seen so far. */
export interface PeakUse {
  cpuSeconds: number | undefined;
  memoryBytes: number | undefined;
}

export interface LimitWatch {
  readonly pid: number;
  readonly limits: RunLimits;
  logBytes(): number;
  resultBytes(): Promise<number>;
  exceeded(excess: Excess): void;
}

const measureEvery = 200;
// Adding up files costs more than reading /proc; once a second is soon enough for a disk.
const resultsEvery = 5;

/** Measures a run until `signal` ends and tells the first limit that is passed; answers with the peaks it saw. */
export function watchLimits(watch: LimitWatch, signal: AbortSignal): PeakUse {
  const peak: PeakUse = { cpuSeconds: undefined, memoryBytes: undefined };
  const startedAt = performance.now();
  void repeat(signal, async round => {
    const excess = await findExcess(watch, peak, startedAt, round % resultsEvery === resultsEvery - 1);
    if (excess && !signal.aborted) watch.exceeded(excess);
    return excess === undefined;
  });
  return peak;
}

async function repeat(signal: AbortSignal, look: (round: number) => Promise<boolean>): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    await setTimeout(measureEvery, undefined, { signal }).catch(() => undefined);
    if (signal.aborted || !(await look(round))) return;
  }
}

async function findExcess(
  watch: LimitWatch,
  peak: PeakUse,
  startedAt: number,
  withResults: boolean,
): Promise<Excess | undefined> {
  const usage = await measureGroup(watch.pid);
  if (usage) {
    peak.cpuSeconds = Math.max(peak.cpuSeconds ?? 0, usage.cpuSeconds);
    peak.memoryBytes = Math.max(peak.memoryBytes ?? 0, usage.memoryBytes);
  }
  const { limits } = watch;
  const measureResults = withResults && limits.resultBytes !== undefined;
  return firstExcess([
    ['wall-time', limits.wallSeconds, (performance.now() - startedAt) / 1000],
    ['cpu-time', limits.cpuSeconds, usage?.cpuSeconds],
    ['memory', limits.memoryBytes, usage?.memoryBytes],
    ['log-size', limits.logBytes, watch.logBytes()],
    ['result-size', limits.resultBytes, measureResults ? await watch.resultBytes() : undefined],
  ]);
}

function firstExcess(
  uses: ReadonlyArray<readonly [KillReason, number | undefined, number | undefined]>,
): Excess | undefined {
  for (const [limit, allowed, used] of uses) {
    if (allowed !== undefined && used !== undefined && used > allowed) return { limit, allowed, used };
  }
  return undefined;
}
