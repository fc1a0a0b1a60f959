import { setTimeout } from 'node:timers/promises';
import { MongoServerError } from 'mongodb';

/** How somebody deals with a database that is away: `patiently` waits, `hastily` tells at once. */
export type Insistence = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** For whoever waits at a screen: what fails is told. */
export const hastily: Insistence = work => work();

const firstPause = 50;
const longestPause = 2000;

/**
 * For workers: does what may be done twice until it is done, however long the database is away; only an answer that says no ends it.
 */
export async function patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await setTimeout(pause, undefined, signal ? { signal } : {});
  }
}

const away = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoPoolClearedError',
  'PoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
]);
// Shutting down, not primary, interrupted: the server goes and comes back.
const passing = new Set([91, 189, 11600, 11602, 10107, 13435, 13436]);

// A bulk write also wraps what its socket said, without the driver's own name for it.
const torn = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']);

/** Whether an error says that the database cannot be reached now. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && torn.has(String(error.code))) return true;
  if (away.has(error.name) || away.has(error.constructor.name)) return true;
  // A bulk write wraps what its connection said.
  if ('errorResponse' in error && isAway(error.errorResponse)) return true;
  return error instanceof MongoServerError && passing.has(Number(error.code));
}

/** Whether an error says nothing but that what was to be inserted is there already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}
