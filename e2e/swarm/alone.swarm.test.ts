import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { stackName } from '../../contract/stack.ts';
import { socketEndpoint } from '../../electron/adapters/docker/endpoint.ts';
import { openDockerSwarm } from '../../electron/adapters/docker/open-docker-swarm.ts';
import { docker } from '../peers/docker/daemon.ts';
import type { DockerHost } from '../peers/docker/docker-host.ts';
import { joinSwarm } from '../peers/docker/hosts.ts';
import { carry } from '../peers/docker/test-images.ts';
import { describeNeeding } from '../peers/needs.ts';
import { openCampaigns } from './campaigns.ts';
import { type OpenedSwarm, openSwarm } from './swarm-under-test.ts';

const report = { progress: () => undefined, line: () => undefined };
const patience = () => AbortSignal.timeout(600_000);

/** What the machine kept for the swarm it was in is nothing to the one it will be. */
async function forgetVolumes(machine: DockerHost): Promise<void> {
  const isEmpty = async () => expect((await docker(machine, ['ps', '--all', '--quiet'])).stdout).toBe('');
  await vi.waitFor(isEmpty, { timeout: 60_000, interval: 500 });
  const { stdout } = await docker(machine, ['volume', 'ls', '--quiet']);
  const volumes = stdout.split('\n').filter(Boolean);
  if (volumes.length > 0) await docker(machine, ['volume', 'rm', ...volumes]);
}

describeNeeding('a swarm of one machine', [inject('whyNot')], () => {
  let swarm: OpenedSwarm;
  let machine: DockerHost;

  // A worker of the others becomes a machine that is in no swarm.
  beforeAll(async () => {
    swarm = openSwarm();
    machine = swarm.workers[1];
    await docker(machine, ['swarm', 'leave', '--force']);
    await forgetVolumes(machine);
    for (const image of Object.values(swarm.images)) await carry(swarm.manager, machine, image);
  });
  afterAll(async () => {
    if (!swarm) return;
    await docker(machine, ['swarm', 'leave', '--force']);
    await docker(swarm.manager, ['node', 'rm', '--force', machine.name]);
    await joinSwarm(swarm.manager, machine);
  });

  it('is made, deployed without a registry, runs a campaign, and is cleaned up', async () => {
    const alone = openDockerSwarm(socketEndpoint(machine.socketPath));
    const { stack: _, ...deployment } = swarm.deployment;
    await expect(alone.deploy(deployment, report, patience())).rejects.toMatchObject({ code: 'swarm.inactive' });
    await alone.initialise(machine.address);
    await alone.deploy(deployment, report, patience());
    const { nodes, services } = await alone.read();
    expect(nodes).toMatchObject([{ hostname: machine.name, home: true }]);
    expect(services.find(({ name }) => name === 'runner')?.running).toBeGreaterThan(0);
    expect((await docker(machine, ['stack', 'ls', '--format', '{{.Name}}'])).stdout.trim()).toBe(stackName);
    expect(await alone.publishedPorts()).toMatchObject({ host: machine.address, ports: { redis: 6379 } });

    await using campaigns = await openCampaigns({ ...swarm, manager: machine });
    const request = { configuration: 'Parallel' };
    await campaigns.expectWhole(await campaigns.submit(request), request);

    await alone.remove({ volumes: true }, () => undefined, patience());
    expect((await docker(machine, ['volume', 'ls', '--quiet'])).stdout).toBe('');
  });
});
