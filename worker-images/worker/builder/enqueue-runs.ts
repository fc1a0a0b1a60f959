import type { Redis } from 'ioredis';
import { jobIdOf, type RunJob, redisChannels, redisKeys } from '../../../contract/queues.ts';
import { openRunQueue } from '../queue/tell-campaign.ts';

// As many as a few milliseconds of this process's time allow.
const jobsAtOnce = 250;

/** Queues orders of runs, in the order given; one that is queued already stays as it is. Then runners are called. */
export async function enqueueRuns(
  redis: Redis,
  campaignId: string,
  jobs: readonly RunJob[],
  priority: number,
): Promise<void> {
  const queue = openRunQueue(redis, campaignId);
  try {
    for (let at = 0; at < jobs.length; at += jobsAtOnce) {
      const some = jobs.slice(at, at + jobsAtOnce);
      await queue.addBulk(some.map(job => ({ name: 'run', data: job, opts: { jobId: jobIdOf(job.run, job.order) } })));
    }
  } finally {
    await queue.close();
  }
  // After the jobs: whoever finds a campaign without any takes it out of this set.
  await redis
    .pipeline()
    .zadd(redisKeys.openCampaigns, priority, campaignId)
    .publish(redisChannels.work, campaignId)
    .exec();
}
