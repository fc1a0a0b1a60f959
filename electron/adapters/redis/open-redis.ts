import type { Redis } from 'ioredis';
import { Failure } from '../../../contract/failure.ts';
import { createHastyRedis } from '../../../worker-images/worker/queue/open-redis.ts';
import type { ServerAddress } from '../../../worker-images/worker/store/open-mongo.ts';

/** Connects to a swarm's Redis; later losses are healed in the background, and what is asked meanwhile fails at once. Fails with `cluster.unreachable` or `cluster.password-refused`. */
export async function openRedis(clusterId: string, address: ServerAddress): Promise<Redis> {
  const redis = createHastyRedis(address);
  // Why a connection was refused is told here only; later, it is told where something was asked.
  let said: Error | undefined;
  redis.on('error', error => {
    said = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return redis;
  } catch (error) {
    redis.disconnect();
    throw toRedisFailure(said ?? error, clusterId, address) ?? error;
  }
}

const unreachable =
  /ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENOTFOUND|Connection is closed|isn't writeable|max retries|Reached the max|connection is in subscriber|LOADING/i;

/** Translates what a Redis connection says; undefined for what is no matter of the connection. */
export function toRedisFailure(error: unknown, clusterId: string, address: ServerAddress): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const details = { clusterId, address: `${address.host}:${address.port}` };
  if (/WRONGPASS|NOAUTH/.test(error.message)) return new Failure('cluster.password-refused', details, error);
  const code = 'code' in error ? String(error.code) : '';
  if (unreachable.test(`${code} ${error.name} ${error.message}`))
    return new Failure('cluster.unreachable', details, error);
  return undefined;
}
