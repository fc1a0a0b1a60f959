import type { RunEnd } from '../../../contract/runs.ts';

/** How often an attempt whose node or worker was lost is followed by another, for one order. */
export const mostLostAttempts = 3;
/** The same for attempts that a worker gave back when it was told to stop, e.g. by an upgrade. */
const mostReturnedAttempts = 20;
/** The same for attempts that the kernel killed for want of memory. */
const mostMemoryAttempts = 2;

/**
 * Whether the swarm itself makes another attempt after this end. Model errors, crashes, passed limits and full disks would come again, or need a person; a lost node does not.
 * `outOfMemory`: the kernel ended it although it kept to its own limits, so that it may do better beside other neighbours.
 */
export function deservesAnother(end: RunEnd, earlier: readonly RunEnd[], outOfMemory = false): boolean {
  if (end.reason === 'interrupted') {
    const alike = earlier.filter(
      ({ reason, ...other }) => reason === 'interrupted' && 'by' in other && other.by === end.by,
    );
    return alike.length + 1 < (end.by === 'worker' ? mostReturnedAttempts : mostLostAttempts);
  }
  if (!outOfMemory) return false;
  return earlier.filter(({ reason }) => reason === 'killed').length + 1 < mostMemoryAttempts;
}
