import type { Logger } from 'pino';

/** Measures how long this runner's slot stands empty between the end of one simulation and the start of the next. */
export interface DispatchGap {
  started(): void;
  ended(): void;
}

/** Logs each gap for those who measure; costs nothing otherwise. */
export function measureGaps(log: Logger): DispatchGap {
  let endedAt: number | undefined;
  return {
    started() {
      if (endedAt !== undefined) log.debug({ milliseconds: performance.now() - endedAt }, 'gap');
    },
    ended() {
      endedAt = performance.now();
    },
  };
}
