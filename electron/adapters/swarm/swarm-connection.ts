import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { MongoClient } from 'mongodb';
import { isFailure } from '../../../contract/failure.ts';
import { buildQueue } from '../../../contract/queues.ts';
import { mongoDatabase } from '../../../contract/stack.ts';
import { collectionsOf, type SwarmCollections } from '../../../worker-images/worker/journal/campaign-store.ts';
import { readSwarmClock, type SwarmClock } from '../../../worker-images/worker/queue/swarm-clock.ts';
import type { ServerAddress } from '../../../worker-images/worker/store/open-mongo.ts';
import { openMongo, toMongoFailure } from '../mongo/open-mongo.ts';
import { openRedis, toRedisFailure } from '../redis/open-redis.ts';

/** Where a swarm's servers are from here: directly, or at the near end of a tunnel. */
export interface SwarmAddress {
  readonly clusterId: string;
  readonly redis: ServerAddress;
  readonly mongo: ServerAddress;
}

/** An open connection to a swarm. */
export interface SwarmConnection extends AsyncDisposable {
  readonly address: SwarmAddress;
  readonly redis: Redis;
  readonly mongo: MongoClient;
  readonly collections: SwarmCollections;
  readonly clock: SwarmClock;
  readonly builds: Queue;
  /** Does something with the servers; what their connections say is told as a failure of the cluster. */
  ask<T>(work: () => Promise<T>): Promise<T>;
  /** A connection of one's own, for waiting on it. */
  openListener(): Promise<Redis>;
}

/** Connects to a swarm. Fails with `cluster.unreachable` or `cluster.password-refused`. */
export async function openSwarmConnection(address: SwarmAddress): Promise<SwarmConnection> {
  const { clusterId } = address;
  const redis = await openRedis(clusterId, address.redis);
  const mongo = await openMongo(clusterId, address.mongo).catch(error => {
    redis.disconnect();
    throw error;
  });
  const builds = new Queue(buildQueue, { connection: redis });
  builds.on('error', () => undefined);
  return {
    address,
    redis,
    mongo,
    builds,
    collections: collectionsOf(mongo.db(mongoDatabase)),
    clock: await readSwarmClock(redis),
    openListener: () => openRedis(clusterId, address.redis),
    ask: work => work().catch(error => Promise.reject(toFailure(error, address))),
    async [Symbol.asyncDispose]() {
      await builds.close().catch(() => undefined);
      await mongo.close();
      redis.disconnect();
    },
  };
}

function toFailure(error: unknown, address: SwarmAddress): unknown {
  if (isFailure(error)) return error;
  const { clusterId, redis, mongo } = address;
  return toMongoFailure(error, clusterId, mongo) ?? toRedisFailure(error, clusterId, redis) ?? error;
}
