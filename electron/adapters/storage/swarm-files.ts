import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ClusterId } from '../../../contract/clusters.ts';
import { StackSettings, SwarmAddress } from '../../../contract/swarms.ts';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';
import type { SwarmList } from '../../services/swarms/swarm-list.ts';
import { generateCredentials, SwarmCredentials } from '../docker/credentials.ts';

const KnownSwarm = z.object({
  id: ClusterId,
  name: z.string(),
  address: SwarmAddress,
  settings: StackSettings,
  connected: z.boolean(),
});

/** Protects texts before they are written to disk, as the desktop's keychain does; without one the file's mode has to do. */
export interface Cipher {
  encrypt(text: string): string;
  decrypt(text: string): string;
}

/** Remembers swarms, a file each, and their passwords in files of their own that only this user can read. */
export function openSwarmFiles(folder: string, cipher: Cipher) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, `${id}.json`);
  const secretOf = (id: string) => join(folder, `${id}.secret`);

  const list: SwarmList = {
    list: () =>
      readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .map(name => KnownSwarm.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))),
    save: swarm => writeWhole(pathOf(swarm.id), `${JSON.stringify(swarm, undefined, 2)}\n`),
    remove: id => rmSync(pathOf(id), { force: true }),
  };

  function find(id: ClusterId): SwarmCredentials | undefined {
    const text = readIfThere(secretOf(id));
    return text === undefined ? undefined : SwarmCredentials.parse(JSON.parse(cipher.decrypt(text)));
  }

  function findOrMake(id: ClusterId): SwarmCredentials {
    const found = find(id);
    if (found) return found;
    const made = generateCredentials();
    writeWhole(secretOf(id), cipher.encrypt(JSON.stringify(made)));
    return made;
  }

  return { list, credentials: (id: ClusterId) => ({ find: () => find(id), findOrMake: () => findOrMake(id) }) };
}

/** Where there is no keychain: the texts as they are. */
export const noCipher: Cipher = { encrypt: text => text, decrypt: text => text };

function writeWhole(path: string, text: string): void {
  try {
    writeFileSync(`${path}.partial`, text, { mode: 0o600 });
    renameSync(`${path}.partial`, path);
  } catch (error) {
    throw toStorageFailure(error, path);
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
