import type { MongoClient } from 'mongodb';
import { Failure } from '../../../contract/failure.ts';
import { createMongoClient, type ServerAddress } from '../../../worker-images/worker/store/open-mongo.ts';
import { isAway } from '../../../worker-images/worker/store/patiently.ts';

// Each connection is a channel of the tunnel, and a channel's window limits how fast it is.
const connections = 16;

/** Connects to a swarm's Mongo. Fails with `cluster.unreachable` or `cluster.password-refused`. */
export async function openMongo(clusterId: string, address: ServerAddress): Promise<MongoClient> {
  const client = createMongoClient(address, { maxPoolSize: connections });
  try {
    return await client.connect();
  } catch (error) {
    await client.close();
    throw toMongoFailure(error, clusterId, address) ?? error;
  }
}

/** Translates what a Mongo connection says; undefined for what is no matter of the connection. */
export function toMongoFailure(error: unknown, clusterId: string, address: ServerAddress): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const details = { clusterId, address: `${address.host}:${address.port}` };
  const code = 'code' in error ? Number(error.code) : undefined;
  if (code === 18 || code === 13) return new Failure('cluster.password-refused', details, error);
  return isAway(error) ? new Failure('cluster.unreachable', details, error) : undefined;
}
