import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { beforeAll, expect, inject, it } from 'vitest';
import { dashboardUser, mongoUser, stackName, stackPorts, stackServices } from '../../contract/stack.ts';
import type { SwarmState } from '../../contract/swarms.ts';
import { generateCredentials } from '../../electron/adapters/docker/credentials.ts';
import { deployStack } from '../../electron/adapters/docker/deploy-stack.ts';
import { socketEndpoint } from '../../electron/adapters/docker/endpoint.ts';
import { describeEngine, openEngine } from '../../electron/adapters/docker/engine.ts';
import { readServiceLog } from '../../electron/adapters/docker/service-logs.ts';
import { readSwarmState } from '../../electron/adapters/docker/swarm-state.ts';
import { watchSwarm } from '../../electron/adapters/docker/watch-swarm.ts';
import { docker } from '../peers/docker/daemon.ts';
import { describeNeeding } from '../peers/needs.ts';
import { containersOf, deploy, type OpenedSwarm, openSwarm, replicas } from './swarm-under-test.ts';

describeNeeding('the stack on one manager and two workers', [inject('whyNot')], () => {
  let swarm: OpenedSwarm;
  const reported: number[] = [];

  beforeAll(async () => {
    swarm = openSwarm();
    const progress = ({ fraction }: { fraction?: number | undefined }) => void reported.push(fraction ?? -1);
    await deployStack(
      swarm.engine,
      swarm.deployment,
      { progress, line: () => undefined },
      AbortSignal.timeout(800_000),
    );
  });

  it('is there with every service healthy, and told its progress without running backwards', async () => {
    const { services } = await readSwarmState(swarm.engine, stackName);
    expect(services.map(({ name }) => name).sort()).toEqual(Object.values(stackServices).sort());
    expect(services.filter(({ name, running, wanted }) => name !== 'runner' && running !== wanted)).toEqual([]);
    expect(reported).toEqual([...reported].sort((a, b) => a - b));
    expect(reported.at(-1)).toBe(1);
  });

  it('fills the cores of the workers with runners like a liquid; the rest waits', async () => {
    const { nodes, services, tasks } = await readSwarmState(swarm.engine, stackName);
    const cores = nodes.filter(node => !node.home).reduce((sum, node) => sum + node.cores, 0);
    const runner = services.find(({ name }) => name === 'runner');
    expect(runner).toMatchObject({ wanted: replicas, running: cores, pending: replicas - cores });
    expect(runner?.problems.join()).toContain('insufficient resources');
    const places = tasks.filter(task => task.service === 'runner' && task.state === 'running').map(task => task.nodeId);
    expect(new Set(places)).toEqual(new Set(nodes.filter(node => !node.home).map(node => node.id)));
    const compilers = tasks.filter(task => task.service === 'distcc' && task.state === 'running');
    expect(new Set(compilers.map(task => task.nodeId)).size).toBe(3);
  });

  it('changes nothing when nothing changed', async () => {
    const ids = async () => (await readSwarmState(swarm.engine, stackName)).tasks.map(({ id }) => id);
    const before = await ids();
    const lines: string[] = [];
    const report = { progress: () => undefined, line: (line: string) => void lines.push(line) };
    await deployStack(swarm.engine, swarm.deployment, report, AbortSignal.timeout(120_000));
    expect(await ids()).toEqual(before);
    expect(lines.filter(line => line.startsWith('Step '))).toEqual([]);
  });

  it('refuses passwords that are not those of the swarm', async () => {
    const stranger = { ...swarm.deployment, credentials: generateCredentials() };
    const report = { progress: () => undefined, line: () => undefined };
    await expect(deployStack(swarm.engine, stranger, report, AbortSignal.timeout(60_000))).rejects.toMatchObject({
      code: 'swarm.credentials-differ',
    });
  });

  it('lets the application in by the published ports and its passwords, and nobody without', async () => {
    const { manager, credentials } = swarm;
    const redis = new Redis({ host: manager.address, password: credentials.redis, lazyConnect: true });
    await redis.connect();
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    redis.disconnect();
    const stranger = new Redis({ host: manager.address, lazyConnect: true, retryStrategy: () => null });
    stranger.on('error', () => undefined);
    await expect(stranger.connect().then(() => stranger.get('x'))).rejects.toThrow(/NOAUTH|Connection/);
    stranger.disconnect();
    const address = `mongodb://${manager.address}:${stackPorts.mongo}/?authSource=admin&directConnection=true`;
    const known = { username: mongoUser, password: credentials.mongo };
    const mongo = await new MongoClient(address, { auth: known }).connect();
    expect(await mongo.db('simswarm').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await mongo.close();
    const wrong = new MongoClient(address, { auth: { ...known, password: 'wrong' }, serverSelectionTimeoutMS: 5000 });
    await expect(wrong.connect().then(client => client.db('simswarm').command({ ping: 1 }))).rejects.toThrow();
    await wrong.close();
  });

  it('shows queues and (a stand-in for) the visualizer behind one login, and lets only little be changed', async () => {
    const { manager, credentials } = swarm;
    const authorization = `Basic ${Buffer.from(`${dashboardUser}:${credentials.dashboard}`).toString('base64')}`;
    const ask = (port: number, path: string, options: RequestInit = {}) =>
      fetch(`http://${manager.address}:${port}${path}`, { ...options, headers: { authorization, ...options.headers } });
    const board = stackPorts.dashboard;
    expect((await fetch(`http://${manager.address}:${board}/health`)).status).toBe(200);
    expect((await fetch(`http://${manager.address}:${board}/api/queues`)).status).toBe(401);
    expect((await fetch(`http://${manager.address}:${stackPorts.visualizer}/`)).status).toBe(401);
    expect(await (await ask(board, '/')).text()).toContain('simswarm queues');
    expect((await ask(board, '/api/queues/build/add', { method: 'POST', body: '{}' })).status).toBe(403);
    expect((await ask(board, '/api/queues/build/obliterate', { method: 'PUT' })).status).toBe(403);
    const nodes = (await (await ask(stackPorts.visualizer, '/apis/nodes')).json()) as unknown[];
    expect(nodes).toHaveLength(3);
  });

  it('lets the dashboard pause and resume a queue', async () => {
    const { manager, credentials } = swarm;
    const authorization = `Basic ${Buffer.from(`${dashboardUser}:${credentials.dashboard}`).toString('base64')}`;
    const api = `http://${manager.address}:${stackPorts.dashboard}/api/queues`;
    const isPaused = async () => {
      const { queues } = (await (await fetch(api, { headers: { authorization } })).json()) as {
        queues: { name: string; isPaused: boolean }[];
      };
      return queues.find(({ name }) => name === 'build')?.isPaused;
    };
    await expect.poll(isPaused, { timeout: 20_000 }).toBe(false);
    expect((await fetch(`${api}/build/pause`, { method: 'PUT', headers: { authorization } })).status).toBe(200);
    expect(await isPaused()).toBe(true);
    await fetch(`${api}/build/resume`, { method: 'PUT', headers: { authorization } });
    expect(await isPaused()).toBe(false);
  });

  it('runs our images as nobody special', async () => {
    const services = {
      builder: swarm.manager,
      dashboard: swarm.manager,
      runner: swarm.workers[0],
      distcc: swarm.workers[1],
    };
    for (const [service, host] of Object.entries(services)) {
      const [id = ''] = await containersOf(host, service);
      expect((await docker(host, ['exec', id, 'id', '-u'])).stdout.trim()).toBe('10000');
    }
  });

  it('keeps passwords off every command line and out of the environment', async () => {
    const secrets = Object.values(swarm.credentials);
    for (const service of ['redis', 'mongo', 'builder', 'dashboard']) {
      const [id = ''] = await containersOf(swarm.manager, service);
      const { stdout } = await docker(swarm.manager, ['inspect', id]);
      const { stdout: processes } = await docker(swarm.manager, ['top', id, '-eo', 'pid,args']);
      expect(secrets.filter(secret => stdout.includes(secret) || processes.includes(secret))).toEqual([]);
    }
  });

  it('tells what a service prints, on whichever node', async () => {
    const lines: string[] = [];
    const options = { tail: 1000, follow: false };
    for await (const line of readServiceLog(
      swarm.engine,
      `${stackName}_runner`,
      options,
      AbortSignal.timeout(30_000),
    )) {
      lines.push(line);
    }
    for (const { name } of swarm.workers) {
      const printed = lines.filter(line => line.includes('"service":"runner"') && line.includes(`"node":"${name}"`));
      expect(printed.length).toBeGreaterThan(0);
    }
  });

  it('is followed live: a node that is drained shows within seconds, and so does its return', async () => {
    const leaving = new AbortController();
    const states: { at: number; state: SwarmState }[] = [];
    const node = swarm.workers[1].name;
    const following = (async () => {
      for await (const state of watchSwarm(swarm.engine, stackName, leaving.signal))
        states.push({ at: Date.now(), state });
    })();
    const availability = () => states.at(-1)?.state.nodes.find(({ hostname }) => hostname === node)?.availability;
    const runners = () => states.at(-1)?.state.services.find(({ name }) => name === 'runner')?.running;
    await expect.poll(availability, { timeout: 10_000 }).toBe('active');
    await docker(swarm.manager, ['node', 'update', '--availability', 'drain', node]);
    await expect.poll(availability, { timeout: 10_000 }).toBe('drain');
    await expect.poll(runners, { timeout: 90_000 }).toBe(2);
    await docker(swarm.manager, ['node', 'update', '--availability', 'active', node]);
    await expect.poll(runners, { timeout: 90_000 }).toBe(4);
    leaving.abort();
    await following;
    const pauses = states.slice(1).map(({ at }, index) => at - states[index]!.at);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(490);
  });

  it('tells a worker and an engine that is not there from a manager', async () => {
    const worker = openEngine(socketEndpoint(swarm.workers[0].socketPath));
    const report = { progress: () => undefined, line: () => undefined };
    const attempt = (engine: typeof worker) =>
      deployStack(engine, swarm.deployment, report, AbortSignal.timeout(60_000)).catch(
        (error: { code: string }) => error.code,
      );
    expect(await attempt(worker)).toBe('swarm.not-a-manager');
    expect(await attempt(openEngine(socketEndpoint('/nowhere/docker.sock')))).toBe('docker.unreachable');
    expect((await describeEngine(worker)).swarm).toMatchObject({ active: true, manager: false });
  });

  it('stops at once when it is cancelled while it waits', async () => {
    const cancel = new AbortController();
    const impossible = {
      ...swarm.deployment,
      stack: 'other',
      patienceSeconds: 600,
      settings: { ...swarm.deployment.settings, registryImage: '127.0.0.1:5000/nowhere:1' },
    };
    const report = { progress: () => undefined, line: () => undefined };
    const deploying = deployStack(swarm.engine, impossible, report, cancel.signal);
    const failed = expect(deploying).rejects.toThrow('enough');
    await sleep(3000);
    const cancelledAt = Date.now();
    cancel.abort(new Error('enough'));
    await failed;
    expect(Date.now() - cancelledAt).toBeLessThan(10_000);
    await docker(swarm.manager, ['stack', 'rm', 'other-registry']);
    const { stdout } = await docker(swarm.manager, ['secret', 'ls', '--quiet', '--filter', 'name=other_']);
    await docker(swarm.manager, ['secret', 'rm', ...stdout.split('\n').filter(Boolean)]);
  });

  it('is deployed again without a worry after all this', async () => deploy(swarm));
});
