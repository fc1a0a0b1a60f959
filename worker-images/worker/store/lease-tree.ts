import { createHash } from 'node:crypto';
import type { BuildDocument, StoredFile } from '../../../contract/queues.ts';
import type { SwarmCollections } from '../journal/campaign-store.ts';
import type { ArtifactCache, LeasedTree } from './artifact-cache.ts';
import { readStored } from './read-stored.ts';

/** The tree that a campaign's runs execute from: a build's artifact with the campaign's ini files. */
export function leaseTree(
  cache: ArtifactCache,
  collections: SwarmCollections,
  { campaignId, build, iniFiles }: { campaignId: string; build: BuildDocument; iniFiles: StoredFile },
  signal: AbortSignal,
): Promise<LeasedTree> {
  return cache.lease(
    {
      buildKey: shorten(build._id),
      iniKey: shorten(iniFiles.sha256),
      artifact: () => readStored(collections.artifacts, build.artifact),
      iniFiles: () => readStored(collections.campaign(campaignId).bucket, iniFiles),
    },
    signal,
  );
}

function shorten(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 24);
}
