import type { Collection, Db } from 'mongodb';
import {
  type BuildDocument,
  campaignCollections,
  type JournalEntry,
  mongoBuckets,
  mongoCollections,
  type RunDocument,
  type SourceDocument,
  type StoredCampaign,
  type SubmissionHistory,
} from '../../../contract/queues.ts';
import { type Bucket, bucketOf } from '../store/bucket.ts';

/** What belongs to one campaign. */
export interface CampaignStore {
  readonly runs: Collection<RunDocument>;
  readonly journal: Collection<JournalEntry>;
  readonly bucket: Bucket;
}

/** The collections of a swarm, typed as they are written; what is read is parsed where it matters. */
export interface SwarmCollections {
  readonly database: Db;
  readonly campaigns: Collection<StoredCampaign>;
  readonly histories: Collection<SubmissionHistory & { readonly _id: string }>;
  readonly builds: Collection<BuildDocument>;
  readonly sources: Collection<SourceDocument>;
  readonly artifacts: Bucket;
  readonly sourcePacks: Bucket;
  campaign(id: string): CampaignStore;
}

/** Names the collections of a swarm's database. */
export function collectionsOf(database: Db): SwarmCollections {
  return {
    database,
    campaigns: database.collection(mongoCollections.campaigns),
    histories: database.collection(mongoCollections.histories),
    builds: database.collection(mongoCollections.builds),
    sources: database.collection(mongoCollections.sources),
    artifacts: bucketOf(database, mongoBuckets.artifacts),
    sourcePacks: bucketOf(database, mongoBuckets.sources),
    campaign(id) {
      const names = campaignCollections(id);
      return {
        runs: database.collection(names.runs),
        journal: database.collection(names.journal),
        bucket: bucketOf(database, names.bucket),
      };
    },
  };
}
