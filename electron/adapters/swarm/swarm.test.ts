import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CampaignId, RunRow } from '../../../contract/runs.ts';
import { whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import { whyNoRedis } from '../../../e2e/peers/redis.ts';
import { copyExample, makeExample, type SwarmProcess, startSwarm, type TestSwarm } from '../../../e2e/peers/swarm.ts';
import { fetchAll, openTestStore, readResults, until, untilEnded } from '../../../e2e/peers/swarm-campaigns.ts';

const never = new AbortController().signal;
// A whole swarm on a machine that may have other things to do.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 600_000 });

const inState = (rows: readonly RunRow[], state: RunRow['state']) => rows.filter(row => row.state === state);

describeNeeding('a swarm', [whyNoRedis(), whyNoMongo()], () => {
  let swarm: TestSwarm;
  let test: Awaited<ReturnType<typeof openTestStore>>;
  let example: string;
  const runners = new Map<string, SwarmProcess>();
  beforeAll(async () => {
    swarm = await startSwarm();
    test = await openTestStore(swarm);
    example = copyExample(join(swarm.folder, 'example'));
    await swarm.startBuilder();
    for (const node of ['one', 'two']) runners.set(node, await swarm.startRunner(node));
  });
  afterAll(async () => {
    await test?.[Symbol.asyncDispose]();
    await swarm?.[Symbol.asyncDispose]();
  });

  it('runs a campaign from a working tree, and its results are those of a local run', async () => {
    const id = await test.submit(example, { configuration: 'Quick', options: ['--sim-time-limit=6000s'] });
    const rows = await untilEnded(test.store, id);
    expect(inState(rows, 'finished')).toHaveLength(36);
    expect(new Set(rows.map(row => row.node))).toEqual(new Set(['one', 'two']));
    const here = join(swarm.folder, 'fetched');
    const fetched = await fetchAll(test.store, id, here, rows);
    expect(fetched.bytes).toBeGreaterThan(0);
    const local = copyExample(join(swarm.folder, 'local'));
    makeExample(local);
    execFileSync(join(local, 'queueing'), ['-u', 'Cmdenv', '-c', 'Quick', '--sim-time-limit=6000s'], {
      cwd: local,
      stdio: 'ignore',
    });
    expect(readResults(here)).toEqual(readResults(local));
    const vectors = fetched.files.find(({ path }) => path.endsWith('.vec'))?.path ?? '';
    const [, size, seconds] = readFileSync(join(here, vectors.replace(/vec$/, 'vci')), 'utf8').split(/\s+/);
    const { size: bytes, mtimeMs } = statSync(join(here, vectors));
    expect([bytes, Math.floor(mtimeMs / 1000)]).toEqual([Number(size), Number(seconds)]);
    expect((await fetchAll(test.store, id, here, rows)).bytes).toBe(0);
  });

  it('builds once for two that ask at once, and not at all for one that asks later', async () => {
    appendFileSync(join(example, 'src/main.cc'), '// another source\n');
    const both = await Promise.all([
      test.submit(example, { configuration: 'Quick', runFilter: '0..1' }),
      test.submit(example, { configuration: 'Farm', runFilter: '0' }),
    ]);
    for (const id of both) expect(inState(await untilEnded(test.store, id), 'finished').length).toBeGreaterThan(0);
    writeFileSync(join(example, 'more.ini'), '[General]\nnetwork = MM1\n');
    const later = await test.submit(example, { configuration: 'Quick', runFilter: '2' });
    await untilEnded(test.store, later);
    const builds = await Promise.all([...both, later].map(async id => (await test.read(id)).build));
    const keys = new Set(builds.map(build => build?.key));
    expect(keys.size).toBe(1);
    expect(builds[2]?.reused).toBe(true);
    const { artifacts } = test.collections;
    expect(await artifacts.files.countDocuments({ filename: `${[...keys][0]}.tar` })).toBe(1);
  });

  it('does not run what the submitting computer has', async () => {
    const first = await test.submit(example, { configuration: 'Quick', runFilter: '0..3' });
    const rows = await untilEnded(test.store, first);
    const known = await Promise.all(rows.slice(0, 2).map(({ id }) => test.store.readRun(first, id)));
    const finished = known.map(run => run.identity);
    const second = await test.submit(example, { configuration: 'Quick', runFilter: '0..4' }, { finished });
    const again = await untilEnded(test.store, second);
    expect(inState(again, 'reused')).toHaveLength(2);
    expect(inState(again, 'finished')).toHaveLength(3);
  });

  it('tells a build that fails, with the compiler’s output, and builds again when asked', async () => {
    const broken = copyExample(join(swarm.folder, 'broken'));
    const main = join(broken, 'src/main.cc');
    const good = readFileSync(main, 'utf8');
    writeFileSync(main, `${good}\nthis is no C++\n`);
    const id = await test.submit(broken, { configuration: 'Quick', runFilter: '0' });
    await expect(untilEnded(test.store, id)).rejects.toThrow(/build\.failed.*no C\+\+|build\.failed/);
    const lines: string[] = [];
    for await (const part of test.store.followBuildLog(id, 0, never)) lines.push(...part.lines);
    expect(lines.some(line => /main\.cc:\d+:\d+: error:/.test(line))).toBe(true);
  });

  it('shows progress and the log of what is running, and cancels it within two seconds', async () => {
    const id = await test.submit(example, {
      configuration: 'Endless',
      options: ['--cmdenv-status-frequency=0.1s'],
    });
    const [row] = await until(test.store, id, rows => (rows[0]?.progress?.events ?? 0) > 0);
    const run = { campaignId: id, runId: row!.id, attempt: 1 };
    for await (const { lines } of test.store.followLog(run, undefined, never)) {
      if (lines.some(line => line.startsWith('** Event #'))) break;
    }
    const askedAt = performance.now();
    await test.store.cancelRuns(id, [row!.id]);
    const [ended] = await untilEnded(test.store, id);
    expect(ended).toMatchObject({ state: 'cancelled', end: { reason: 'cancelled' }, attempts: 1 });
    expect(performance.now() - askedAt).toBeLessThan(2000);
    const whole: string[] = [];
    for await (const { lines } of test.store.followLog(run, 0, never)) whole.push(...lines);
    expect(whole[0]).toMatch(/OMNeT\+\+|queueing/i);
    expect(whole.length).toBeGreaterThan(10);
  });

  it('holds a paused campaign back, lets it go on, and cancels all of it', async () => {
    const id = await test.submit(example, { configuration: 'OneSecond' });
    await until(test.store, id, rows => inState(rows, 'running').length > 0);
    await test.store.pauseCampaign(id);
    const rows = await until(test.store, id, rows => rows.length > 0 && inState(rows, 'running').length === 0);
    const waiting = inState(rows, 'waiting').length;
    expect(waiting).toBeGreaterThan(10);
    expect((await test.read(id)).paused).toEqual({ kind: 'asked' });
    await test.store.resumeCampaign(id);
    await until(test.store, id, rows => inState(rows, 'waiting').length < waiting);
    await test.store.cancelCampaign(id);
    const ended = await untilEnded(test.store, id);
    expect(inState(ended, 'cancelled').length).toBeGreaterThan(8);
    expect(inState(ended, 'cancelled').length + inState(ended, 'finished').length).toBe(16);
  });

  it('shares slots evenly between campaigns, and gives them to the more urgent first', async () => {
    const [one, two] = await Promise.all([
      test.submit(example, { configuration: 'OneSecond' }),
      test.submit(example, { configuration: 'OneSecond', options: ['--warmup-period=1s'] }),
    ]);
    const bothRun = (rows: readonly RunRow[]) => inState(rows, 'running').length === 1;
    await Promise.all([until(test.store, one, bothRun), until(test.store, two, bothRun)]);
    const urgent = await test.submit(example, { configuration: 'OneSecond', priority: 5, runFilter: '0..3' });
    await untilEnded(test.store, urgent);
    const [first, second] = await Promise.all([one, two].map(id => until(test.store, id, rows => rows.length > 0)));
    expect(inState(first!, 'waiting').length).toBeGreaterThan(0);
    expect(inState(second!, 'waiting').length).toBeGreaterThan(0);
    await Promise.all([one, two].map(id => test.store.cancelCampaign(id)));
  });

  it('pauses a campaign whose first runs die alike, and tries again when asked', async () => {
    const id = await test.submit(
      example,
      { configuration: 'MisbehavingError', options: ['--repeat=60'] },
      { pauseAfterSameFailures: 3 },
    );
    const rows = await until(test.store, id, (_, { campaign }) => campaign.paused?.kind === 'same-failure');
    await until(test.store, id, rows => inState(rows, 'running').length === 0);
    expect(inState(rows, 'waiting').length).toBeGreaterThan(0);
    const [failed] = inState(await until(test.store, id, rows => rows.length === 60), 'failed');
    expect(failed).toMatchObject({ attempts: 1, end: { reason: 'model-error' } });
    await test.store.cancelCampaign(id);
    await untilEnded(test.store, id);
    expect(await test.store.retryRuns(id, [failed!.id])).toBe(1);
    const again = await until(test.store, id, rows => rows.some(row => row.attempts === 2 && row.state === 'failed'));
    const { attempts } = await test.store.readRun(id, again.find(row => row.attempts === 2)!.id);
    expect(attempts.map(({ number, end }) => [number, end?.reason])).toEqual([
      [1, 'model-error'],
      [2, 'model-error'],
    ]);
  });

  it('says what a campaign takes, and frees it', async () => {
    const id = await test.submit(example, { configuration: 'LargeVectors', runFilter: '0' });
    await untilEnded(test.store, id);
    const bytesOf = async (campaignId: CampaignId) =>
      (await test.store.readDiskUse()).campaigns.find(campaign => campaign.campaignId === campaignId)?.bytes;
    expect(await bytesOf(id)).toBeGreaterThan(1_000_000);
    expect(await test.store.deleteCampaign(id)).toBeGreaterThan(1_000_000);
    expect(await bytesOf(id)).toBeUndefined();
    await expect(test.store.followCampaign(id, never).next()).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('gives a run back when its runner is told to stop, for another to execute', async () => {
    runners.set('three', await swarm.startRunner('three'));
    const id = await test.submit(example, { configuration: 'Endless' });
    const [row] = await until(test.store, id, rows => inState(rows, 'running').length === 1);
    await runners.get(row?.node ?? '')?.end('SIGTERM');
    const [again] = await until(test.store, id, rows => rows[0]?.state === 'running' && rows[0].attempts === 2);
    expect(again?.node).not.toBe(row?.node);
    await test.store.cancelCampaign(id);
    await untilEnded(test.store, id);
    const { attempts } = await test.store.readRun(id, row!.id);
    expect(attempts.map(({ end }) => end)).toEqual([{ reason: 'interrupted', by: 'worker' }, { reason: 'cancelled' }]);
  });
});
