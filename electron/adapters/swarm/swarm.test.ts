import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import { whyNoRedis } from '../../../e2e/peers/redis.ts';
import { copyExample, startSwarm, type TestSwarm } from '../../../e2e/peers/swarm.ts';
import { openTestStore, untilEnded } from '../../../e2e/peers/swarm-campaigns.ts';

describeNeeding('a swarm', [whyNoRedis(), whyNoMongo()], () => {
  let swarm: TestSwarm;
  let test: Awaited<ReturnType<typeof openTestStore>>;
  let example: string;
  beforeAll(async () => {
    swarm = await startSwarm();
    test = await openTestStore(swarm);
    example = copyExample(join(swarm.folder, 'example'));
    await swarm.startBuilder();
    await Promise.all([swarm.startRunner('one'), swarm.startRunner('two')]);
  });
  afterAll(async () => {
    await test?.store[Symbol.asyncDispose]();
    await swarm?.[Symbol.asyncDispose]();
  });

  it('runs a campaign from a working tree to its last result', async () => {
    const id = await test.submit(example, { configuration: 'Quick' });
    const rows = await untilEnded(test.store, id);
    expect(rows).toHaveLength(36);
    expect(rows.filter(row => row.state !== 'finished')).toEqual([]);
  });
});
