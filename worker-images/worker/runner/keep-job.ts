import type { Redis } from 'ioredis';
import { keepJob } from '../queue/job-lock.ts';
import type { Taken } from '../queue/run-turns.ts';

/** Holds on to a job until `stop`; calls `lost` once when it was given to somebody else. */
export function holdOnTo(redis: Redis, { job, token }: Taken, milliseconds: number, lost: () => void) {
  let asking = false;
  const timer = setInterval(() => {
    // While Redis is away the question waits; one is enough.
    if (asking) return;
    asking = true;
    keepJob(redis, job, token, milliseconds)
      .then(ours => {
        if (ours) return;
        clearInterval(timer);
        lost();
      })
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }, milliseconds / 3);
  return { stop: () => clearInterval(timer), stillOurs: () => keepJob(redis, job, token, milliseconds) };
}
