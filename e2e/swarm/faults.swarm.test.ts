import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { CampaignId } from '../../contract/runs.ts';
import { stackName, stackServices } from '../../contract/stack.ts';
import { describeProblem } from '../../electron/adapters/docker/await-health.ts';
import { readSwarmState } from '../../electron/adapters/docker/swarm-state.ts';
import { docker, killHost, restartHost, startDaemon } from '../peers/docker/daemon.ts';
import type { DockerHost } from '../peers/docker/docker-host.ts';
import { bringBack, cutOff } from '../peers/docker/network.ts';
import { whyNoWrongClock, wrongClockRuntime } from '../peers/docker/wrong-clock-runtime.ts';
import { describeNeeding } from '../peers/needs.ts';
import { until, untilEnded } from '../peers/swarm-campaigns.ts';
import { type Campaigns, openCampaigns } from './campaigns.ts';
import { containersOf, deploy, type OpenedSwarm, openSwarm } from './swarm-under-test.ts';

/** Long enough for a fault to hit runs that go on, on any machine. */
const request = { configuration: 'OneSecond' };

describeNeeding('a campaign outlives', [inject('whyNot') ?? whyNoWrongClock()], () => {
  let swarm: OpenedSwarm;
  let campaigns: Campaigns;

  beforeAll(async () => {
    swarm = openSwarm();
    await deploy(swarm);
    campaigns = await openCampaigns(swarm);
    // Built once, before anything breaks.
    await untilEnded(campaigns.store, await campaigns.submit(request), 500);
  });
  afterAll(() => campaigns?.[Symbol.asyncDispose]());

  /** Submits a campaign and comes back when some of its runs have ended and others are going on. */
  async function submitAndWait(busyNode?: string): Promise<CampaignId> {
    const id = await campaigns.submit(request);
    await until(campaigns.store, id, rows => {
      const running = rows.filter(row => row.state === 'running' && (busyNode === undefined || row.node === busyNode));
      return running.length > 0 && rows.some(row => row.state === 'finished');
    });
    return id;
  }

  async function killContainer(host: DockerHost, service: string): Promise<void> {
    const [id = ''] = await containersOf(host, service);
    await docker(host, ['kill', '--signal', 'KILL', id]);
  }

  async function untilRunning(service: string, wanted: number): Promise<void> {
    const count = async () =>
      (await readSwarmState(swarm.engine, stackName)).services.find(({ name }) => name === service)?.running;
    await expect.poll(count, { timeout: 120_000, interval: 1000 }).toBe(wanted);
  }

  /** Every service is whole again, on every node. */
  async function untilWell(): Promise<void> {
    const problems = async () => {
      const state = await readSwarmState(swarm.engine, stackName);
      return Object.values(stackServices).flatMap(name => describeProblem(name, state));
    };
    await expect.poll(problems, { timeout: 180_000, interval: 1000 }).toEqual([]);
  }

  it('a runner that is killed in the middle of a run', async () => {
    const [worker] = swarm.workers;
    const id = await submitAndWait(worker.name);
    for (const container of await containersOf(worker, 'runner')) await docker(worker, ['kill', container]);
    const rows = await campaigns.expectWhole(id, request);
    expect(rows.some(row => row.attempts > 1)).toBe(true);
  });

  it('redis restarting', async () => {
    const id = await submitAndWait();
    await killContainer(swarm.manager, 'redis');
    await campaigns.expectWhole(id, request);
  });

  it('mongo restarting', async () => {
    const id = await submitAndWait();
    await killContainer(swarm.manager, 'mongo');
    await campaigns.expectWhole(id, request);
  });

  it('a builder that is killed in the middle of a build', async () => {
    campaigns.changeSource();
    const id = await campaigns.submit(request);
    await until(campaigns.store, id, (_, { campaign }) => campaign.stage === 'building');
    await sleep(2000);
    await killContainer(swarm.manager, 'builder');
    await campaigns.expectWhole(id, request);
  });

  it('a node that is cut off from the network and comes back', async () => {
    const [worker] = swarm.workers;
    const id = await submitAndWait(worker.name);
    await cutOff(worker);
    try {
      await sleep(40_000);
    } finally {
      await bringBack(worker);
    }
    await campaigns.expectWhole(id, request);
    await untilWell();
  });

  it('a restart of the manager’s Docker, with all volumes', async () => {
    const id = await submitAndWait();
    await restartHost(swarm.manager);
    await campaigns.expectWhole(id, request);
    await untilWell();
  });

  it('a node whose clock is an hour ahead', async () => {
    const [, worker] = swarm.workers;
    await restartHost(worker, { runtime: await wrongClockRuntime(worker, '+1h') });
    try {
      await untilRunning('runner', 4);
      const [container = ''] = await containersOf(worker, 'runner');
      const { stdout } = await docker(worker, ['logs', '--tail', '1', container]);
      expect(JSON.parse(stdout).time - Date.now()).toBeGreaterThan(3_000_000);
      const startedAt = Date.now();
      const id = await campaigns.submit(request);
      const rows = await campaigns.expectWhole(id, request);
      const there = rows.filter(row => row.node === worker.name);
      expect(there.length).toBeGreaterThan(0);
      expect(there.filter(row => row.startedAt! < startedAt - 1000 || row.endedAt! > Date.now() + 1000)).toEqual([]);
    } finally {
      await restartHost(worker);
    }
    await untilWell();
  });

  it('a node that is gone for good', async () => {
    const [, worker] = swarm.workers;
    const id = await submitAndWait(worker.name);
    await killHost(worker);
    try {
      await campaigns.expectWhole(id, request);
      const { nodes } = await readSwarmState(swarm.engine, stackName);
      expect(nodes.find(({ hostname }) => hostname === worker.name)?.state).toBe('down');
    } finally {
      await startDaemon(worker);
    }
    await untilWell();
  });
});
