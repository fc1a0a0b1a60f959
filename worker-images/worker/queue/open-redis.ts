import { Redis } from 'ioredis';
import type { ServerAddress } from '../store/open-mongo.ts';

const longestPause = 1000;
const firstAnswer = 5000;

/** A connection for workers: commands wait, however long Redis is away. Whoever opens it listens to its errors. */
export function createPatientRedis({ host, port, password }: ServerAddress): Redis {
  return new Redis({
    host,
    port,
    password,
    maxRetriesPerRequest: null,
    connectTimeout: firstAnswer,
    // A link that died without a word is noticed by the system, not only at the next command.
    keepAlive: 10_000,
    retryStrategy: times => Math.min(25 * 2 ** Math.min(times, 10), longestPause),
  });
}

/** A connection for somebody at a screen: it comes back by itself, but what is asked while it is away fails at once. */
export function createHastyRedis({ host, port, password }: ServerAddress): Redis {
  return new Redis({
    host,
    port,
    password,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    connectTimeout: firstAnswer,
    keepAlive: 10_000,
    retryStrategy: times => Math.min(100 * 2 ** Math.min(times, 10), 5000),
  });
}
