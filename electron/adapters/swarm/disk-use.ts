import { campaignCollections, mongoBuckets } from '../../../contract/queues.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** What a swarm keeps on the manager's disk, in bytes. */
export interface SwarmDiskUse {
  readonly campaigns: ReadonlyArray<{ readonly campaignId: CampaignId; readonly bytes: number }>;
  readonly builds: number;
  readonly sources: number;
  readonly total: number;
  /** Of the file system the database is on, where the database tells. */
  readonly disk: { readonly total: number; readonly used: number } | undefined;
}

/** Measures what every campaign, all builds and all sources take. */
export async function readDiskUse({ collections }: SwarmConnection): Promise<SwarmDiskUse> {
  const { database, campaigns } = collections;
  const sizes = new Map<string, number>();
  for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray()) {
    sizes.set(name, await sizeOf(collections, name));
  }
  const sum = (...names: string[]) => names.reduce((total, name) => total + (sizes.get(name) ?? 0), 0);
  const bucket = (name: string) => sum(`${name}.files`, `${name}.chunks`);
  const found = await campaigns.find({}, { projection: { _id: 1 } }).toArray();
  const statistics = await database.command({ dbStats: 1 });
  return {
    campaigns: found.map(({ _id }) => {
      const { runs, journal, files, chunks } = campaignCollections(_id);
      return { campaignId: _id as CampaignId, bytes: sum(runs, journal, files, chunks) };
    }),
    builds: bucket(mongoBuckets.artifacts),
    sources: bucket(mongoBuckets.sources),
    total: sum(...sizes.keys()),
    disk: toDisk(statistics),
  };
}

async function sizeOf({ database }: SwarmConnection['collections'], name: string): Promise<number> {
  const { storageSize = 0, totalIndexSize = 0 } = await database.command({ collStats: name });
  return Number(storageSize) + Number(totalIndexSize);
}

function toDisk({ fsTotalSize, fsUsedSize }: { fsTotalSize?: number; fsUsedSize?: number }) {
  if (fsTotalSize === undefined || fsUsedSize === undefined) return undefined;
  return { total: Number(fsTotalSize), used: Number(fsUsedSize) };
}
