import type { Redis } from 'ioredis';

/** Tells the time of the swarm, which is Redis's: clocks of nodes may differ by hours. */
export interface SwarmClock {
  /** Milliseconds since 1970 on the swarm's clock. */
  now(): number;
  /** A moment of the swarm's clock on this computer's. */
  toHere(moment: number): number;
}

/** Compares this computer's clock with Redis's. */
export async function readSwarmClock(redis: Redis): Promise<SwarmClock> {
  const before = performance.now();
  const [seconds, microseconds] = await redis.time();
  const after = performance.now();
  const swarmNow = Number(seconds) * 1000 + Number(microseconds) / 1000 + (after - before) / 2;
  const ahead = Math.round(swarmNow - Date.now());
  return {
    // What is counted from here on must not jump when somebody sets this computer's clock.
    now: () => Math.round(swarmNow + performance.now() - after),
    toHere: moment => moment - ahead,
  };
}
