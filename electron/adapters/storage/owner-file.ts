import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';

/** How the owner of a storage folder is asked: kept beyond its life, so that open pages find the next owner at the same address. */
export const OwnerFacts = z.object({
  address: z.url(),
  token: z.string().min(20),
  port: z.number().int(),
  version: z.string(),
});
export type OwnerFacts = z.infer<typeof OwnerFacts>;

/** Reads who owns the storage, or owned it last; undefined when nobody did or the file makes no sense. */
export function readOwner(folder: string): OwnerFacts | undefined {
  try {
    return OwnerFacts.safeParse(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))).data;
  } catch {
    // Absent, or torn by a crash: then nobody can be asked, and the next owner writes it anew.
    return undefined;
  }
}

/** Tells others how to ask this process; readable by this user only, since it holds the token. */
export function writeOwner(folder: string, facts: OwnerFacts): void {
  const path = join(folder, 'owner.json');
  try {
    writeFileSync(`${path}.partial`, JSON.stringify(facts), { mode: 0o600 });
    renameSync(`${path}.partial`, path);
  } catch (error) {
    throw toStorageFailure(error, path);
  }
}
