import { Failure } from '../../../contract/failure.ts';
import { campaignCollections, redisChannels, redisKeys } from '../../../contract/queues.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import { openRunQueue } from '../../../worker-images/worker/queue/tell-campaign.ts';
import { removeFiles } from '../../../worker-images/worker/store/bucket.ts';
import { readDiskUse } from './disk-use.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/**
 * Removes a campaign with its results from the swarm, and builds nobody refers to any more; answers with the bytes that came free. Its document goes last, so that a deletion
 * that was interrupted can be asked for again. Fails with `campaign.still-running`.
 */
export async function deleteCampaign(connection: SwarmConnection, campaignId: CampaignId): Promise<number> {
  const { collections, redis } = connection;
  const before = (await readDiskUse(connection)).total;
  await removeQueue(connection, campaignId);
  await redis
    .pipeline()
    .zrem(redisKeys.openCampaigns, campaignId)
    .hdel(redisKeys.served, campaignId)
    .del(redisKeys.cancelled(campaignId), redisKeys.progress(campaignId), redisKeys.firstEnds(campaignId))
    .exec();
  const { runs, journal, files, chunks } = campaignCollections(campaignId);
  for (const name of [chunks, files, journal, runs]) await collections.database.collection(name).drop();
  await collections.histories.deleteOne({ _id: campaignId });
  await collections.campaigns.deleteOne({ _id: campaignId });
  await removeUnusedBuilds(connection);
  await redis.pipeline().del(redisKeys.events(campaignId)).publish(redisChannels.campaigns, campaignId).exec();
  return Math.max(0, before - (await readDiskUse(connection)).total);
}

async function removeQueue({ redis }: SwarmConnection, campaignId: CampaignId): Promise<void> {
  const queue = openRunQueue(redis, campaignId);
  try {
    const { wait = 0, active = 0, prioritized = 0 } = await queue.getJobCounts('wait', 'active', 'prioritized');
    if (wait + active + prioritized > 0) throw new Failure('campaign.still-running', { campaignId });
    await queue.obliterate();
  } finally {
    await queue.close();
  }
}

/** A build can be made again from its source, so it is kept only as long as a campaign there was run with it. */
async function removeUnusedBuilds({ collections }: SwarmConnection): Promise<void> {
  const campaigns = await collections.campaigns.find({}).toArray();
  // A campaign that has no build yet may be about to use any.
  if (campaigns.some(({ stage, build }) => !build && stage !== 'failed')) return;
  const used = new Set(campaigns.map(({ build }) => build?.key));
  for (const { _id, artifact } of await collections.builds.find({}).toArray()) {
    if (used.has(_id)) continue;
    await collections.builds.deleteOne({ _id });
    await removeFiles(collections.artifacts, [artifact.file]);
  }
}
