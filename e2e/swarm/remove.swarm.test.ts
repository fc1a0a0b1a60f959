import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { beforeAll, expect, inject, it } from 'vitest';
import { stackName, stackPorts, stackVolumes } from '../../contract/stack.ts';
import { removeStack } from '../../electron/adapters/docker/remove-stack.ts';
import { readSwarmState } from '../../electron/adapters/docker/swarm-state.ts';
import { docker } from '../peers/docker/daemon.ts';
import type { DockerHost } from '../peers/docker/docker-host.ts';
import { describeNeeding } from '../peers/needs.ts';
import { deploy, type OpenedSwarm, openSwarm } from './swarm-under-test.ts';

// A node needs a moment to sweep up after its last task.
const sweeping = { timeout: 60_000, interval: 500 };

async function list(host: DockerHost, args: readonly string[]): Promise<string[]> {
  return (await docker(host, args)).stdout.split('\n').filter(Boolean).sort();
}

describeNeeding('a stack that is upgraded and removed', [inject('whyNot')], () => {
  let swarm: OpenedSwarm;

  beforeAll(async () => {
    swarm = openSwarm();
    await deploy(swarm);
  });

  function openQueue() {
    const { manager, credentials } = swarm;
    return new Queue('upgrade-test', {
      connection: { host: manager.address, port: stackPorts.redis, password: credentials.redis },
    });
  }

  async function remove(volumes: boolean): Promise<void> {
    const signal = AbortSignal.timeout(200_000);
    await removeStack(swarm.engine, { stack: stackName, volumes }, () => undefined, signal);
  }

  it('keeps queued jobs through an upgrade, which replaces only what changed', async () => {
    const queue = openQueue();
    await queue.addBulk(Array.from({ length: 100 }, (_, index) => ({ name: 'job', data: { index } })));
    const before = await readSwarmState(swarm.engine, stackName);
    await appendFile(join(swarm.imagesFolder, 'worker/runner.mjs'), '\n// A newer version.\n');
    await deploy(swarm);
    const after = await readSwarmState(swarm.engine, stackName);
    expect(await queue.getWaitingCount()).toBe(100);
    await queue.close();
    const tasksOf = (state: typeof before, service: string) =>
      state.tasks.filter(task => task.service === service && task.desired === 'running').map(({ id }) => id);
    for (const kept of ['redis', 'mongo', 'distcc', 'visualizer', 'dashboard']) {
      expect(tasksOf(after, kept)).toEqual(tasksOf(before, kept));
    }
    const imageOf = (state: typeof before) => state.services.find(({ name }) => name === 'runner')?.image;
    expect(imageOf(after)).not.toBe(imageOf(before));
  });

  it('leaves nothing behind but its named volumes, and finds them again', async () => {
    await remove(false);
    for (const host of swarm.network.hosts) {
      await expect.poll(() => list(host, ['ps', '--all', '--quiet']), sweeping).toEqual([]);
      const networks = async () => list(host, ['network', 'ls', '--quiet', '--filter', `name=${stackName}`]);
      await expect.poll(networks, sweeping).toEqual([]);
    }
    for (const kind of ['service', 'secret', 'config']) {
      expect(await list(swarm.manager, [kind, 'ls', '--quiet'])).toEqual([]);
    }
    const volumes = await list(swarm.manager, ['volume', 'ls', '--quiet']);
    const kept = [stackVolumes.redis, stackVolumes.mongo, stackVolumes.builder].map(name => `${stackName}_${name}`);
    expect(volumes).toEqual(expect.arrayContaining(kept));
    expect(volumes.every(name => name.startsWith(stackName))).toBe(true);
    await deploy(swarm);
    const queue = openQueue();
    expect(await queue.getWaitingCount()).toBe(100);
    await queue.close();
  });

  it('takes the volumes of every node too when it is asked to', async () => {
    await remove(true);
    for (const host of swarm.network.hosts) {
      await expect.poll(() => list(host, ['volume', 'ls', '--quiet']), sweeping).toEqual([]);
      await expect.poll(() => list(host, ['ps', '--all', '--quiet']), sweeping).toEqual([]);
    }
    expect(await list(swarm.manager, ['service', 'ls', '--quiet'])).toEqual([]);
    const { stdout } = await docker(swarm.manager, ['node', 'inspect', 'self', '--format', '{{json .Spec.Labels}}']);
    expect(JSON.parse(stdout)).toEqual({});
  });
});
