import { MongoClient, type MongoClientOptions } from 'mongodb';
import { mongoUser } from '../../../contract/stack.ts';

/** Where a server is and how to be let in. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/**
 * A client for the one database server of the stack. Writes are answered when they are in the journal; nothing is retried by the driver, since that needs a replica
 * set. It connects when first used.
 */
export function createMongoClient(address: ServerAddress, options: MongoClientOptions = {}): MongoClient {
  return new MongoClient(`mongodb://${address.host}:${address.port}/?authSource=admin`, {
    auth: { username: mongoUser, password: address.password },
    // Through a tunnel only this address leads there, whatever the server calls itself.
    directConnection: true,
    retryWrites: false,
    retryReads: false,
    writeConcern: { w: 1, journal: true },
    ignoreUndefined: true,
    serverSelectionTimeoutMS: 5000,
    connectTimeoutMS: 5000,
    ...options,
  });
}
