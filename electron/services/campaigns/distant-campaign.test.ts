import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campaign, CampaignRequest } from '../../../contract/campaigns.ts';
import type { ClusterId } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CampaignId, RunRow } from '../../../contract/runs.ts';
import { StackSettings } from '../../../contract/swarms.ts';
import { whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import { whyNoRedis } from '../../../e2e/peers/redis.ts';
import { copyExample, type SwarmProcess, startSwarm, type TestSwarm } from '../../../e2e/peers/swarm.ts';
import { createSnapshots } from '../../adapters/git/snapshots.ts';
import { type History, openHistory } from '../../adapters/history/history.ts';
import { openBuilds } from '../../adapters/local/builds/builds.ts';
import { createLocalProjects } from '../../adapters/local/local-projects.ts';
import { toSwarmCampaigns } from '../../adapters/swarm/hand-over.ts';
import { openSwarmStore, type SwarmStore } from '../../adapters/swarm/open-swarm-store.ts';
import type { Service } from '../services.ts';
import type { SwarmPort } from '../swarms/swarm-port.ts';
import { createCampaigns } from './campaigns.ts';
import { OpenCampaigns } from './open-campaigns.ts';
import { createRuns } from './runs.ts';

const clusterId = 'swarm-test' as ClusterId;
const never = new AbortController().signal;

/** The application's campaigns over a swarm that is reached without Docker. */
interface Application {
  readonly campaigns: Service<typeof import('../../../contract/campaigns.ts').campaigns>;
  readonly runs: Service<typeof import('../../../contract/runs.ts').runs>;
  readonly history: History;
  readonly store: SwarmStore;
  close(): Promise<void>;
}

describeNeeding('a campaign on a swarm, as the application sees it', [whyNoRedis(), whyNoMongo()], () => {
  let swarm: TestSwarm;
  let application: Application;
  let project: string;
  const runners: SwarmProcess[] = [];

  beforeAll(async () => {
    swarm = await startSwarm();
    project = copyExample(join(swarm.folder, 'project'));
    mkdirSync(join(swarm.folder, 'storage'));
    await swarm.startBuilder();
    for (const node of ['one', 'two']) runners.push(await swarm.startRunner(node));
    application = await openApplication();
  });
  afterAll(async () => {
    await application?.close();
    await swarm?.[Symbol.asyncDispose]();
  });

  async function openApplication(): Promise<Application> {
    const storageFolder = join(swarm.folder, 'storage');
    const { redis, mongo } = swarm;
    const store = await openSwarmStore({ clusterId, redis, mongo });
    const snapshots = createSnapshots(join(storageFolder, 'snapshots'));
    const projects = createLocalProjects(openBuilds({ storageFolder, snapshots }), () => undefined);
    const history = openHistory(join(storageFolder, 'history.sqlite'), failure => {
      throw failure;
    });
    const port = toPort(toSwarmCampaigns(store, projects, snapshots));
    const open = new OpenCampaigns({
      clusters: new Map(),
      findSwarm: id => (id === clusterId ? port : undefined),
      history,
      logFolder: join(storageFolder, 'logs'),
      pauseAfterSameFailures: () => 5,
      graceSeconds: () => 0.5,
      now: Date.now,
    });
    return {
      history,
      store,
      runs: createRuns(open, history),
      campaigns: createCampaigns({
        open,
        history,
        now: Date.now,
        buildSize: async () => 0,
        hasCluster: id => id === clusterId,
        projectUsed: () => undefined,
      }),
      async close() {
        open.close();
        await store[Symbol.asyncDispose]();
        history.close();
      },
    };
  }

  async function submit(configuration: string, more: Partial<CampaignRequest> = {}): Promise<CampaignId> {
    const request = CampaignRequest.parse({
      folder: project,
      iniFile: 'omnetpp.ini',
      configuration,
      clusterId,
      ...more,
    });
    return (await application.campaigns.submit(request, never)).campaignId as CampaignId;
  }

  async function until(campaignId: CampaignId, good: (campaign: Campaign) => boolean): Promise<Campaign> {
    const signal = AbortSignal.timeout(220_000);
    let last: Campaign | undefined;
    for await (const shown of application.campaigns.watchOne({ campaignId }, signal)) {
      const campaign = shown as Campaign;
      if (good(campaign)) return campaign;
      last = campaign;
    }
    throw new Error(`waited in vain: ${JSON.stringify(last)}`);
  }

  const untilHere = (id: CampaignId) => until(id, ({ phase, fetching }) => phase === 'ended' && !fetching);

  async function rowsOf(campaignId: CampaignId): Promise<RunRow[]> {
    for await (const rows of application.runs.watch({ campaignId }, never))
      if (rows.kind === 'snapshot') return rows.rows as RunRow[];
    return [];
  }

  const results = (prefix: string) =>
    readdirSync(join(project, 'results')).filter(name => name.startsWith(prefix) && name.endsWith('.sca'));

  it('is built there, and its results come into the project’s own folder as its runs end', {
    timeout: 240_000,
  }, async () => {
    const id = await submit('Quick', { runFilter: '$interarrivalTime==2' });
    const ended = await untilHere(id);
    expect(ended.problem).toBeUndefined();
    expect(ended).toMatchObject({
      runCount: 12,
      counts: { finished: 12 },
      iterationVariables: ['interarrivalTime', 'serviceTime'],
    });
    expect(ended.resultBytes).toBeGreaterThan(1000);
    expect(results('Quick-')).toHaveLength(12);
    const rows = await rowsOf(id);
    expect(new Set(rows.map(({ node }) => node))).toEqual(new Set(['one', 'two']));
    expect(rows.every(({ place }) => place === 'here')).toBe(true);
    for await (const detail of application.runs.watchOne({ runId: rows[0]?.id as RunRow['id'] }, never)) {
      expect(detail.files.map(({ path }) => path)).toContain('results/Quick-interarrivalTime=2,serviceTime=0.2-#0.sca');
      expect(detail.attemptList).toMatchObject([{ number: 1, end: { reason: 'finished' } }]);
      expect(detail.command.join(' ')).toContain('-c Quick -r 24');
      break;
    }
    for await (const log of application.runs.watchLog({ runId: rows[0]?.id as RunRow['id'] }, never)) {
      if (log.lines.some(line => line.includes('Simulation time limit reached'))) break;
      expect(log.ended).toBe(false);
    }
  });

  it('reuses what is here already, and tells the swarm so', async () => {
    const id = await submit('Quick', { runFilter: '$serviceTime==0.2' });
    const ended = await untilHere(id);
    expect(ended.counts).toMatchObject({ finished: 6, reused: 3 });
    const reused = (await rowsOf(id)).filter(({ state }) => state === 'reused');
    expect(application.history.listFiles(reused[0]?.id as RunRow['id']).length).toBeGreaterThan(0);
  });

  it('goes on while the application is away, and is all here when it is back', async () => {
    const id = await submit('OneSecond', { runFilter: '0..5', options: ['--sim-time-limit=400000s'] });
    await until(id, ({ counts }) => counts.running > 0);
    await application.close();
    await new Promise(resolve => setTimeout(resolve, 1500));
    application = await openApplication();
    const ended = await untilHere(id);
    expect(ended.counts).toMatchObject({ finished: 6 });
    expect(results('OneSecond-')).toHaveLength(6);
    expect((await rowsOf(id)).map(({ attempts }) => attempts)).toEqual(Array(6).fill(1));
  });

  it('is paused, resumed and cancelled', async () => {
    const id = await submit('OneSecond', { options: ['--sim-time-limit=500000s', '--seed-set=7'] });
    await until(id, ({ counts }) => counts.running === 2);
    await application.campaigns.pause({ campaignId: id }, never);
    const paused = await until(id, ({ phase }) => phase === 'paused');
    expect(paused).toMatchObject({ paused: { kind: 'asked' }, counts: { running: 0 } });
    await application.campaigns.resume({ campaignId: id }, never);
    await until(id, ({ counts }) => counts.running === 2);
    await application.campaigns.cancel({ campaignId: id }, never);
    const ended = await until(id, ({ phase }) => phase === 'ended');
    expect(ended.counts).toMatchObject({ running: 0, waiting: 0 });
    expect(ended.counts.cancelled).toBeGreaterThan(8);
  });

  it('retries what failed, and completes what is missing by expanding anew', async () => {
    const id = await submit('Failing');
    const first = await untilHere(id);
    expect(first.counts).toMatchObject({ finished: 5, failed: 5 });
    expect(await application.campaigns.retryFailed({ campaignId: id }, never)).toEqual({ runs: 5 });
    const second = await until(id, ({ phase, counts }) => phase === 'ended' && counts.failed === 5);
    expect(second.phase).toBe('ended');
    const ini = join(project, 'omnetpp.ini');
    const before = readFileSync(ini, 'utf8');
    writeFileSync(ini, before.replace('load=0.5, 0.7, 0.9, 1.1, 1.3', 'load=0.4, 0.5, 0.7, 0.9'));
    await application.campaigns.runMissing({ campaignId: id, dryRun: false }, never);
    const third = await untilHere(id);
    writeFileSync(ini, before);
    expect(third).toMatchObject({ runCount: 8, counts: { reused: 5, finished: 2, failed: 1 } });
  });

  it('tells what kept it from being built', async () => {
    const source = join(project, 'src/main.cc');
    const before = readFileSync(source, 'utf8');
    writeFileSync(source, `${before}\nthis does not compile\n`);
    const failed = await until(await submit('Quick'), ({ phase }) => phase === 'ended');
    writeFileSync(source, before);
    expect(failed.problem).toMatchObject({ code: 'build.failed' });
    for await (const log of application.campaigns.watchBuildLog({ campaignId: failed.id, after: 0 }, never)) {
      if (log.lines.join('\n').includes('this does not compile')) break;
      expect(log.ended).toBe(false);
    }
  });

  it('is deleted there too, which frees its room', async () => {
    const id = await submit('Distributions', { runFilter: '0' });
    await untilHere(id);
    const path = join(project, 'results', results('Distributions-')[0] as string);
    await application.campaigns.delete({ campaignId: id, results: true, there: true }, never);
    expect(existsSync(path)).toBe(false);
    const { campaigns } = await application.store.readDiskUse();
    expect(campaigns.map(({ campaignId }) => campaignId)).not.toContain(id);
    rmSync(join(project, 'results'), { recursive: true });
  });
});

function toPort(campaigns: ReturnType<typeof toSwarmCampaigns>): SwarmPort {
  const unasked = () => {
    throw new Failure('unexpected', { summary: 'not asked in these tests' });
  };
  return {
    id: clusterId,
    settings: StackSettings.parse({}),
    describe: () => ({
      id: clusterId,
      kind: 'swarm',
      name: 'Test',
      state: { phase: 'ready' },
      slots: { total: 2, busy: 0 },
      nodes: 2,
      cores: 2,
      memory: { total: 0 },
      platform: '',
      waitingRuns: 0,
    }),
    onChange: () => undefined,
    connect: () => undefined,
    disconnect: async () => undefined,
    campaigns: () => campaigns,
    untilReady: async () => undefined,
    deploy: unasked,
    removeStack: unasked,
    watch: unasked,
    watchServiceLog: unasked,
    diskUse: unasked,
    views: unasked,
    [Symbol.asyncDispose]: async () => undefined,
  };
}
