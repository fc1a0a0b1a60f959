import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { mongoUser } from '../../contract/stack.ts';
import { buildFerretDb, whyNoFerretDb } from './ferretdb/build-ferretdb.ts';
import { findProgram, freePort, openPeerProcess, type Peer } from './peer-process.ts';

/** Why neither MongoDB nor FerretDB can be had here; undefined when one can. */
export function whyNoMongo(): string | undefined {
  return findProgram('mongod') ? undefined : whyNoFerretDb();
}

/** Starts a real `mongod` where there is one, else FerretDB, with the stack's user and a password. */
export async function startMongo(): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-mongo-'));
  mkdirSync(join(folder, 'data'));
  const given = { folder, port: await freePort(), password: randomBytes(18).toString('base64url') };
  const mongod = findProgram('mongod');
  const peer = mongod ? mongodPeer(mongod, given) : await ferretDbPeer(given);
  await peer.start();
  return peer;
}

interface Given {
  readonly folder: string;
  readonly port: number;
  readonly password: string;
}

function mongodPeer(program: string, { folder, port, password }: Given): Peer {
  let hasUser = false;
  return openPeerProcess({
    command: [
      program,
      '--auth',
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--dbpath',
      join(folder, 'data'),
      '--quiet',
      '--logpath',
      join(folder, 'log'),
    ],
    port,
    password,
    async started() {
      if (!hasUser) await createUser(port, password);
      hasUser = true;
    },
    forget: () => emptyFolder(join(folder, 'data')),
    removed: () => rmSync(folder, { recursive: true, force: true }),
  });
}

function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
}

// The first user of an empty mongod may be made from loopback without a password.
async function createUser(port: number, password: string): Promise<void> {
  const client = await new MongoClient(`mongodb://127.0.0.1:${port}/`).connect();
  await client.db('admin').command({ createUser: mongoUser, pwd: password, roles: ['root'] });
  await client.close();
}

async function ferretDbPeer({ folder, port, password }: Given): Promise<Peer> {
  return openPeerProcess({
    command: [await buildFerretDb()],
    environment: {
      FERRETDB_HANDLER: 'sqlite',
      FERRETDB_SQLITE_URL: `file:${folder}/data/`,
      FERRETDB_LISTEN_ADDR: `127.0.0.1:${port}`,
      FERRETDB_STATE_DIR: folder,
      FERRETDB_DEBUG_ADDR: '-',
      FERRETDB_TELEMETRY: 'disable',
      FERRETDB_LOG_LEVEL: 'ERROR',
      FERRETDB_TEST_ENABLE_NEW_AUTH: 'true',
      FERRETDB_SETUP_DATABASE: 'admin',
      FERRETDB_SETUP_USERNAME: mongoUser,
      FERRETDB_SETUP_PASSWORD: password,
    },
    port,
    password,
    forget: () => emptyFolder(join(folder, 'data')),
    removed: () => rmSync(folder, { recursive: true, force: true }),
  });
}
