import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findProgram, freePort, openPeerProcess, type Peer } from './peer-process.ts';

/** Why Redis cannot be had here; undefined when it can. */
export function whyNoRedis(): string | undefined {
  return findProgram('redis-server') ? undefined : 'redis-server was not found (Debian: apt-get install redis-server)';
}

/** Starts a real Redis as the stack runs it: append-only file, no eviction, a password. */
export async function startRedis(): Promise<Peer> {
  const program = findProgram('redis-server');
  if (!program) throw new Error(whyNoRedis());
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-redis-'));
  const [port, password] = [await freePort(), randomBytes(18).toString('base64url')];
  const configuration = join(folder, 'redis.conf');
  // In a file, so that no list of processes shows the password.
  writeFileSync(
    configuration,
    `bind 127.0.0.1\nport ${port}\ndir ${folder}\nrequirepass ${password}\nappendonly yes\nappendfsync everysec\nsave ""\nmaxmemory-policy noeviction\nlogfile ${folder}/redis.log\n`,
    { mode: 0o600 },
  );
  const peer = openPeerProcess({
    command: [program, configuration],
    port,
    password,
    started: () => waitUntilLoaded(port, password),
    forget: () => rmSync(join(folder, 'appendonlydir'), { recursive: true, force: true }),
    removed: () => rmSync(folder, { recursive: true, force: true }),
  });
  await peer.start();
  return peer;
}

// The port answers before the append-only file is read.
async function waitUntilLoaded(port: number, password: string): Promise<void> {
  const client = new Redis({ host: '127.0.0.1', port, password, maxRetriesPerRequest: 20 });
  client.on('error', () => undefined);
  await client.ping();
  client.disconnect();
}
