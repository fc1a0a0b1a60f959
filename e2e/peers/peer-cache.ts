import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Where peers keep what takes long to make, for all checkouts of this user on this computer. */
export function peerCache(): string {
  const folder = join(tmpdir(), `simswarm-peers-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
