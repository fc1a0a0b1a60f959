import { RunnerPresence, redisKeys, runQueue } from '../../../contract/queues.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** What a swarm's runners are at. */
export interface SwarmLoad {
  /** Runners that were heard lately, i.e. runs that may go on at once, by node. */
  readonly runners: ReadonlyArray<{ readonly node: string; readonly busy: boolean }>;
  readonly waitingRuns: number;
  readonly runningRuns: number;
  readonly waitingBuilds: number;
}

const heardWithin = 15_000;

/** Asks who is there and how much there is to do. */
export async function readLoad({ redis, builds, clock }: SwarmConnection): Promise<SwarmLoad> {
  const living = await redis.zrangebyscore(redisKeys.runners, clock.now() - heardWithin, '+inf');
  const texts = living.length > 0 ? await redis.hmget(redisKeys.runnerPresence, ...living) : [];
  const presences = texts.filter(text => text !== null).map(text => RunnerPresence.parse(JSON.parse(text)));
  const open = await redis.zrange(redisKeys.openCampaigns, '0', '-1');
  const pipeline = redis.pipeline();
  for (const id of open) pipeline.llen(`bull:${runQueue(id)}:wait`).llen(`bull:${runQueue(id)}:active`);
  const lengths = ((await pipeline.exec()) ?? []).map(([, length]) => Number(length));
  const { wait = 0, active = 0 } = await builds.getJobCounts('wait', 'active');
  return {
    runners: presences.map(({ node, run }) => ({ node, busy: run !== undefined })),
    waitingRuns: lengths.filter((_, index) => index % 2 === 0).reduce((sum, length) => sum + length, 0),
    runningRuns: lengths.filter((_, index) => index % 2 === 1).reduce((sum, length) => sum + length, 0),
    waitingBuilds: wait + active,
  };
}
