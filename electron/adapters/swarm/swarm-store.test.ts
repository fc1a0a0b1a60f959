import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { redisKeys } from '../../../contract/queues.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import { freePort } from '../../../e2e/peers/peer-process.ts';
import { whyNoRedis } from '../../../e2e/peers/redis.ts';
import { copyExample, type SwarmProcess, startSwarm, type TestSwarm } from '../../../e2e/peers/swarm.ts';
import { fetchAll, openTestStore, until, untilEnded } from '../../../e2e/peers/swarm-campaigns.ts';
import { createPatientRedis } from '../../../worker-images/worker/queue/open-redis.ts';
import { pointOf } from '../../../worker-images/worker/run-identity.ts';
import { openSwarmStore } from './open-swarm-store.ts';

// A whole swarm on a machine that may have other things to do.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 600_000 });

const never = new AbortController().signal;
const quick = ['--sim-time-limit=100s'];
const fakeTime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

describeNeeding('the store of a swarm', [whyNoRedis(), whyNoMongo()], () => {
  let swarm: TestSwarm;
  let test: Awaited<ReturnType<typeof openTestStore>>;
  let example: string;
  let builder: SwarmProcess;
  beforeAll(async () => {
    swarm = await startSwarm();
    test = await openTestStore(swarm);
    example = copyExample(join(swarm.folder, 'example'));
    builder = await swarm.startBuilder();
  });
  afterAll(async () => {
    await test?.[Symbol.asyncDispose]();
    await swarm?.[Symbol.asyncDispose]();
  });

  it('tells a wrong password from a swarm that does not answer', async () => {
    const { redis, mongo } = swarm;
    const open = (change: object) => openSwarmStore({ clusterId: 'c', redis, mongo, ...change });
    await expect(open({ redis: { ...redis, password: 'x' } })).rejects.toMatchObject({
      code: 'cluster.password-refused',
    });
    await expect(open({ mongo: { ...mongo, password: 'x' } })).rejects.toMatchObject({
      code: 'cluster.password-refused',
    });
    const nowhere = { host: '127.0.0.1', port: await freePort(), password: 'x' };
    await expect(open({ redis: nowhere })).rejects.toMatchObject({ code: 'cluster.unreachable' });
    await expect(open({ mongo: nowhere })).rejects.toMatchObject({ code: 'cluster.unreachable' });
  });

  it('says so while the swarm is away, and answers when it is back', async () => {
    await swarm.redis.stop();
    await expect(test.store.readLoad()).rejects.toMatchObject({ code: 'cluster.unreachable' });
    await swarm.redis.start();
    await vi.waitUntil(() => test.store.readLoad().catch(() => undefined), { timeout: 30_000, interval: 100 });
  });

  it('shows who submits, changes and deletes campaigns', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const news of test.store.watchCampaigns(controller.signal)) {
        for (const { id, stage, cancelled } of news.changed) seen.push(`${id} ${cancelled ? 'cancelled' : stage}`);
        for (const id of news.removed) seen.push(`${id} gone`);
      }
    })();
    const id = await test.submit(example, { configuration: 'Quick', runFilter: '0', options: quick });
    await vi.waitUntil(() => seen.includes(`${id} enqueued`), { timeout: 200_000 });
    await test.store.cancelCampaign(id);
    await vi.waitUntil(() => seen.includes(`${id} cancelled`), { timeout: 30_000 });
    await test.store.deleteCampaign(id);
    await vi.waitUntil(() => seen.includes(`${id} gone`), { timeout: 30_000 });
    controller.abort();
    await watching;
  });

  it('sends only what changed of a source, and the builder can lose its copy', async () => {
    const first = await test.submit(example, { configuration: 'Quick', runFilter: '0', options: quick });
    await test.store.cancelCampaign(first);
    const ini = join(example, 'omnetpp.ini');
    writeFileSync(ini, `${readFileSync(ini, 'utf8')}\n# changed\n`);
    const id = await test.submit(example, { configuration: 'Quick', runFilter: '1', options: quick });
    await until(test.store, id, (_, { campaign }) => campaign.stage === 'enqueued');
    const sources = await test.collections.sources.find({}).toArray();
    const [whole, change] = sources.sort((a, b) => a.depth - b.depth);
    expect([whole?.depth, change?.depth, change?.needs]).toEqual([1, 2, whole?._id]);
    expect(change!.bundle.storedSize).toBeLessThan(whole!.bundle.storedSize / 5);
    await builder.end('SIGTERM');
    for (const name of ['mirror.git', 'sources', 'artifacts']) {
      rmSync(join(swarm.folder, 'builder', name), { recursive: true, force: true });
    }
    builder = await swarm.startBuilder();
    writeFileSync(ini, `${readFileSync(ini, 'utf8')}\n# changed again\n`);
    const again = await test.submit(example, { configuration: 'Quick', runFilter: '1', options: quick });
    await until(test.store, again, (_, { campaign }) => campaign.stage === 'enqueued');
    expect((await test.read(again)).build?.reused).toBe(true);
    await Promise.all([id, again].map(one => test.store.cancelCampaign(one)));
  });

  it('builds again what could not be built, when asked', async () => {
    const id = await test.submit(example, { configuration: 'NoSuchConfiguration' });
    await expect(untilEnded(test.store, id)).rejects.toThrow(/project\.expand-failed/);
    await test.store.retryBuild(id);
    await expect(untilEnded(test.store, id)).rejects.toThrow(/project\.expand-failed/);
    const none = await test.submit(example, { configuration: 'Quick', runFilter: '$serviceTime==17' });
    await expect(untilEnded(test.store, none)).rejects.toThrow(/campaign\.empty|project\.expand-failed/);
  });

  it('queues what took longest first, and the rest in its place', async () => {
    const request = { configuration: 'OneSecond', runFilter: '0..3' };
    const frame = {
      projectRoot: example,
      iniFile: 'omnetpp.ini',
      configuration: 'OneSecond',
      buildKey: '',
      iterationVariables: ['load'],
      options: [],
    };
    const point = (repetition: number) => pointOf({ values: ['0.5'], repetition, effectiveHash: '' }, frame);
    const seconds = { [point(0)]: 1, [point(1)]: 9, [point(3)]: 30 };
    const id = await test.submit(example, request, { seconds });
    await until(test.store, id, (_, { campaign }) => campaign.stage === 'enqueued');
    const redis = createPatientRedis(swarm.redis);
    const waiting = await redis.lrange(`bull:run-${id}:wait`, 0, -1);
    const numbers = await Promise.all(waiting.reverse().map(job => redis.hget(`bull:run-${id}:${job}`, 'data')));
    redis.disconnect();
    // Run 2 is not known and taken for an average one (13 s).
    expect(numbers.map(data => JSON.parse(data ?? '').number)).toEqual([3, 2, 1, 0]);
    await test.store.cancelCampaign(id);
  });

  it('keeps what a flood of output leaves in Redis small, and stops it at its limit', async () => {
    const runner = await swarm.startRunner('flood');
    const limits = { logBytes: 30_000_000 };
    const id = await test.submit(example, { configuration: 'MisbehavingEndlessFlood', limits });
    const [row] = await untilEnded(test.store, id);
    expect(row).toMatchObject({ state: 'failed', attempts: 1, end: { reason: 'killed', limit: 'log-size' } });
    const redis = createPatientRedis(swarm.redis);
    expect(await redis.memory('USAGE', redisKeys.logTail(row!.id, 1))).toBeLessThan(3_000_000);
    redis.disconnect();
    let bytes = 0;
    const run = { campaignId: id, runId: row!.id, attempt: 1 };
    for await (const { next } of test.store.followLog(run, 0, never)) bytes = next;
    expect(bytes).toBeGreaterThanOrEqual(limits.logBytes);
    await runner.end('SIGTERM');
  });

  it.skipIf(!existsSync(fakeTime))(
    'tells right times and results although a node’s clock is off by an hour',
    async () => {
      const runner = await swarm.startRunner('future', {
        LD_PRELOAD: fakeTime,
        FAKETIME: '+1h',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      });
      const startedAt = Date.now();
      const id = await test.submit(example, { configuration: 'Quick', runFilter: '0..3', options: quick });
      const rows: RunRow[] = await untilEnded(test.store, id);
      expect(rows.map(row => row.state)).toEqual(['finished', 'finished', 'finished', 'finished']);
      for (const row of rows) {
        expect(row.startedAt).toBeGreaterThan(startedAt - 5000);
        expect(row.endedAt).toBeLessThan(Date.now() + 5000);
        expect(row.endedAt).toBeGreaterThanOrEqual(row.startedAt ?? 0);
      }
      await fetchAll(test.store, id, join(swarm.folder, 'from the future'), rows);
      expect(await test.store.readLoad()).toMatchObject({ runners: [{ node: 'future' }], waitingRuns: 0 });
      await runner.end('SIGTERM');
    },
  );
});
