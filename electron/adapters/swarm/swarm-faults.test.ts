import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, globSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { JournalEntry } from '../../../contract/queues.ts';
import type { CampaignId, RunRow } from '../../../contract/runs.ts';
import { whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import { whyNoRedis } from '../../../e2e/peers/redis.ts';
import { copyExample, type SwarmProcess, startSwarm, type TestSwarm } from '../../../e2e/peers/swarm.ts';
import { fetchAll, openTestStore, until, untilEnded } from '../../../e2e/peers/swarm-campaigns.ts';

// A whole swarm on a machine that may have other things to do.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 600_000 });

const inState = (rows: readonly RunRow[], state: RunRow['state']) => rows.filter(row => row.state === state);
const isRunning = (rows: readonly RunRow[]) => inState(rows, 'running').length > 0;

describeNeeding('a swarm in trouble', [whyNoRedis(), whyNoMongo()], () => {
  let swarm: TestSwarm;
  let test: Awaited<ReturnType<typeof openTestStore>>;
  let example: string;
  let builder: SwarmProcess;
  let runners: Map<string, SwarmProcess>;

  beforeAll(async () => {
    swarm = await startSwarm();
    test = await openTestStore(swarm);
    example = copyExample(join(swarm.folder, 'example'));
    builder = await swarm.startBuilder();
  });
  afterEach(async () => {
    await Promise.all([...runners.values()].map(runner => runner.end('SIGKILL')));
    runners.clear();
  });
  afterAll(async () => {
    await test?.[Symbol.asyncDispose]();
    await swarm?.[Symbol.asyncDispose]();
  });

  runners = new Map();
  async function startRunners(...nodes: string[]): Promise<void> {
    for (const node of nodes) runners.set(node, await swarm.startRunner(node));
  }

  async function readJournal(id: CampaignId): Promise<JournalEntry[]> {
    return test.collections.campaign(id).journal.find({}).toArray();
  }

  /** Every run has exactly one end that counts, and what it says is stored can be fetched whole. */
  async function expectEndedOnce(id: CampaignId, rows: readonly RunRow[], count: number): Promise<void> {
    expect(inState(rows, 'finished')).toHaveLength(count);
    const journal = await readJournal(id);
    const ends = journal.filter(entry => entry.kind === 'ended' && !entry.again);
    expect(ends.map(({ run }) => run).sort()).toEqual(rows.map(row => row.id).sort());
    const { files } = await fetchAll(test.store, id, join(swarm.folder, `fetched-${id}`), rows);
    expect(files.length).toBeGreaterThanOrEqual(count);
  }

  it('makes another attempt when a runner is killed in the middle of a run', async () => {
    await startRunners('one');
    const id = await test.submit(example, { configuration: 'OneSecond', runFilter: '0..3' });
    await until(test.store, id, isRunning);
    await runners.get('one')?.end('SIGKILL');
    await startRunners('two');
    const rows = await untilEnded(test.store, id);
    await expectEndedOnce(id, rows, 4);
    const lost = rows.find(row => row.attempts === 2);
    const { attempts } = await test.store.readRun(id, lost!.id);
    expect(attempts.map(({ node, end }) => [node, end])).toEqual([
      ['one', { reason: 'interrupted', by: 'node' }],
      ['two', expect.objectContaining({ reason: 'finished' })],
    ]);
  });

  it('gives up after a written number of lost attempts', async () => {
    const id = await test.submit(example, { configuration: 'Endless' });
    for (const node of ['one', 'two', 'three']) {
      await startRunners(node);
      await until(test.store, id, rows => rows[0]?.state === 'running' && rows[0].node === node);
      await runners.get(node)?.end('SIGKILL');
    }
    await startRunners('four');
    const [row] = await untilEnded(test.store, id);
    expect(row).toMatchObject({ state: 'interrupted', attempts: 3, end: { reason: 'interrupted', by: 'node' } });
  });

  it('never lets an attempt end that was given to another, however late it comes', async () => {
    await startRunners('slow');
    const id = await test.submit(example, { configuration: 'OneSecond', runFilter: '0' });
    await until(test.store, id, isRunning);
    // Its simulation goes on; the runner itself sees and hears nothing for a while.
    runners.get('slow')?.signal('SIGSTOP');
    await startRunners('quick');
    const rows = await untilEnded(test.store, id);
    runners.get('slow')?.signal('SIGCONT');
    const lines = runners.get('slow')?.lines ?? [];
    while (!lines.some(line => /is dropped|superseded/.test(line))) await setTimeout(50);
    await expectEndedOnce(id, rows, 1);
    const run = await test.store.readRun(id, rows[0]!.id);
    expect(run.row).toMatchObject({ state: 'finished', attempts: 2, node: 'quick' });
    const { files } = test.collections.campaign(id).bucket;
    const stored = (await files.find({}).toArray()).map(({ _id }) => _id).filter(name => !name.startsWith('ini/'));
    expect(stored.filter(name => !name.startsWith(`${rows[0]?.id}#2/`))).toEqual([]);
  });

  it('goes on when the builder is killed in the middle of a build', async () => {
    const other = copyExample(join(swarm.folder, 'other'));
    makeSlow(other);
    const id = await test.submit(other, { configuration: 'Quick', runFilter: '0..1' });
    await until(test.store, id, (_, { building }) => building?.stage === 'compile');
    await builder.end('SIGKILL');
    builder = await swarm.startBuilder();
    await startRunners('one');
    await expectEndedOnce(id, await untilEnded(test.store, id), 2);
  });

  /** Gives a project a build that takes its time, and that ends with its builder as it would in a container. */
  function makeSlow(project: string, seconds = 3): void {
    const profile = JSON.parse(readFileSync(join(project, 'simswarm.json'), 'utf8'));
    profile.build.command = ['setpriv', '--pdeathsig', 'KILL', 'sh', 'slow.sh', '{jobs}', '{mode}'];
    writeFileSync(join(project, 'simswarm.json'), JSON.stringify(profile));
    writeFileSync(join(project, 'slow.sh'), `sleep ${seconds} && exec make -j "$1" MODE="$2"\n`);
  }

  it('stops compiling when nobody wants it any more', async () => {
    const other = copyExample(join(swarm.folder, 'unwanted'));
    makeSlow(other, 600);
    const id = await test.submit(other, { configuration: 'Quick' });
    await until(test.store, id, (_, { building }) => building?.stage === 'compile');
    await test.store.cancelCampaign(id);
    while ((await test.store.readLoad()).waitingBuilds > 0) await setTimeout(100);
    expect(await test.read(id)).toMatchObject({ stage: 'building', cancelled: true, problem: undefined });
  });

  it('goes on when Redis is killed and comes back', async () => {
    await startRunners('one', 'two');
    const id = await test.submit(example, { configuration: 'HundredMilliseconds', runFilter: '0..29' });
    await until(test.store, id, rows => inState(rows, 'finished').length > 3);
    await swarm.redis.kill();
    await setTimeout(1500);
    await swarm.redis.start();
    await expectEndedOnce(id, await untilEnded(test.store, id), 30);
  });

  it('goes on when Redis loses everything', async () => {
    await startRunners('one', 'two');
    const id = await test.submit(example, { configuration: 'HundredMilliseconds', runFilter: '0..29' });
    await until(test.store, id, rows => inState(rows, 'finished').length > 3);
    await swarm.redis.forget();
    await expectEndedOnce(id, await untilEnded(test.store, id), 30);
  });

  it('goes on when Mongo is killed and comes back', async () => {
    await startRunners('one', 'two');
    const id = await test.submit(example, { configuration: 'HundredMilliseconds', runFilter: '0..29' });
    await until(test.store, id, rows => inState(rows, 'finished').length > 3);
    await swarm.mongo.kill();
    await setTimeout(1500);
    await swarm.mongo.start();
    await expectEndedOnce(id, await untilEnded(test.store, id), 30);
  });

  it('stores large results whole although Mongo dies while they are stored', async () => {
    await startRunners('one');
    const id = await test.submit(example, { configuration: 'LargeVectors', runFilter: '0' });
    const { chunks } = test.collections.campaign(id).bucket;
    await until(test.store, id, isRunning);
    // The first pieces of a result (the ini files are one piece).
    while ((await chunks.estimatedDocumentCount().catch(() => 0)) < 3) await setTimeout(20);
    await swarm.mongo.kill();
    await setTimeout(500);
    await swarm.mongo.start();
    await expectEndedOnce(id, await untilEnded(test.store, id), 1);
  });

  it('leaves nothing of an attempt that was lost while its results were stored', async () => {
    await startRunners('one');
    const id = await test.submit(example, { configuration: 'LargeVectors', runFilter: '0' });
    const { bucket } = test.collections.campaign(id);
    await until(test.store, id, isRunning);
    while ((await bucket.chunks.estimatedDocumentCount()) < 4) await setTimeout(20);
    await runners.get('one')?.end('SIGKILL');
    await startRunners('two');
    const rows = await untilEnded(test.store, id);
    await expectEndedOnce(id, rows, 1);
    const owners = (await bucket.chunks.find({}, { projection: { files_id: 1 } }).toArray()).map(
      chunk => chunk.files_id,
    );
    const others = owners.filter(owner => !owner.startsWith('ini/') && !owner.startsWith(`${rows[0]?.id}#2/`));
    expect(others).toEqual([]);
  });

  it('finds an artifact that was damaged on a node, and unpacks it anew', async () => {
    await startRunners('one');
    const options = ['--sim-time-limit=100s'];
    const first = await test.submit(example, { configuration: 'Quick', runFilter: '0', options });
    await untilEnded(test.store, first);
    for (const program of globSync(join(swarm.folder, 'nodes/one/*/artifact/queueing'))) {
      chmodSync(program, 0o755);
      truncateSync(program, 100);
    }
    // The same runner, which has checked the artifact before, and a new one.
    const second = await test.submit(example, { configuration: 'Quick', runFilter: '1', options });
    await expectEndedOnce(second, await untilEnded(test.store, second), 1);
    for (const library of globSync(join(swarm.folder, 'nodes/one/*/artifact/src/libqueueing.so'))) {
      chmodSync(library, 0o755);
      truncateSync(library, 100);
    }
    await runners.get('one')?.end('SIGKILL');
    await startRunners('one');
    const third = await test.submit(example, { configuration: 'Quick', runFilter: '2', options });
    await expectEndedOnce(third, await untilEnded(test.store, third), 1);
  });

  it('goes on fetching where it was killed', async () => {
    await startRunners('one');
    const id = await test.submit(example, { configuration: 'LargeVectors', runFilter: '0' });
    const [row] = await untilEnded(test.store, id);
    const { files } = await test.store.readRun(id, row!.id);
    const total = files.reduce((sum, file) => sum + file.storedSize, 0);
    const destination = join(swarm.folder, 'torn');
    mkdirSync(destination);
    await fetchAndDie(id, row!, destination);
    expect(globSync(join(destination, '.simswarm/incoming/*')).length).toBeGreaterThan(0);
    const rest = await fetchAll(test.store, id, destination, [row!]);
    expect(rest.bytes).toBeLessThan(total * 1.5);
    expect(rest.files.map(file => statSync(join(destination, file.path)).size)).toEqual(files.map(file => file.size));
    expect(globSync(join(destination, '{.simswarm/incoming/*,results/.*}'))).toEqual([]);
  });

  /** A process that fetches, and is killed when something has come. */
  async function fetchAndDie(id: CampaignId, row: RunRow, destination: string): Promise<void> {
    const { redis, mongo } = swarm;
    const address = { clusterId: 'test', redis: { ...redis }, mongo: { ...mongo } };
    const request = { campaignId: id, destination, outwardResults: undefined };
    const script = `import { openSwarmStore } from ${JSON.stringify(join(import.meta.dirname, 'open-swarm-store.ts'))};
      const store = await openSwarmStore(${JSON.stringify(address)});
      let pieces = 0;
      const received = () => { if (++pieces === 4) console.log('some'); };
      await store.fetchResults(${JSON.stringify(request)}, ${JSON.stringify(row)}, { received }, new AbortController().signal);
      console.log('all');`;
    const fetching = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: fetching.stdout }), 'line');
    fetching.kill('SIGKILL');
    expect(line).toBe('some');
    await once(fetching, 'exit');
  }

  it('stops a campaign whose runs fill the disk, and does not try again', async () => {
    const small = join(swarm.folder, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', small]);
    try {
      runners.set('small', await swarm.startRunner('small', { WORK_FOLDER: join(small, 'work') }));
      const id = await test.submit(example, { configuration: 'MisbehavingVectors', options: ['--repeat=4'] });
      const rows = await until(test.store, id, (_, { campaign }) => campaign.paused?.kind === 'disk-full');
      const ended = await until(test.store, id, rows => !isRunning(rows));
      expect(inState(ended, 'failed')[0]).toMatchObject({ attempts: 1, end: { failure: { code: 'disk.full' } } });
      expect(rows).toHaveLength(4);
      await test.store.cancelCampaign(id);
      await untilEnded(test.store, id);
    } finally {
      await runners.get('small')?.end('SIGKILL');
      execFileSync('umount', [small]);
    }
  });

  it('runs two thousand short runs, each exactly once', async () => {
    await startRunners('one', 'two');
    const id = await test.submit(example, { configuration: 'ManyRuns', runFilter: '0..1999' });
    const rows = await untilEnded(test.store, id, 230);
    expect(inState(rows, 'finished')).toHaveLength(2000);
    const journal = await readJournal(id);
    expect(journal.filter(({ kind }) => kind === 'started')).toHaveLength(2000);
    expect(journal.filter(({ kind }) => kind === 'ended')).toHaveLength(2000);
    const { files } = test.collections.campaign(id).bucket;
    const promised = journal.flatMap(entry => (entry.kind === 'ended' ? entry.files.map(({ file }) => file) : []));
    const there = new Set((await files.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id));
    expect(promised.filter(file => !there.has(file))).toEqual([]);
    expect((await test.store.readLoad()).waitingRuns).toBe(0);
  });
});
