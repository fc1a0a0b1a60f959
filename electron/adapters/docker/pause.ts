import { setTimeout } from 'node:timers/promises';

/** Waits; fails with the signal's reason as soon as it ends. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(error => {
    signal.throwIfAborted();
    throw error;
  });
}
