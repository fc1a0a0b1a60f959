import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { stackName } from '../../contract/stack.ts';
import type { SwarmCredentials } from '../../electron/adapters/docker/credentials.ts';
import { type Deployment, deployStack } from '../../electron/adapters/docker/deploy-stack.ts';
import { socketEndpoint } from '../../electron/adapters/docker/endpoint.ts';
import { type Engine, openEngine } from '../../electron/adapters/docker/engine.ts';
import { docker } from '../peers/docker/daemon.ts';
import type { DockerHost, DockerHosts } from '../peers/docker/docker-host.ts';
import { imageSettings, type TestImages } from '../peers/docker/test-images.ts';

/** The swarm that the suite shares, as plain data. */
export interface SwarmUnderTest {
  readonly network: DockerHosts;
  readonly images: TestImages;
  readonly imagesFolder: string;
  readonly credentials: SwarmCredentials;
}

/** What tests do with the swarm: its hosts, an engine client of its manager, and the deployment they agree on. */
export interface OpenedSwarm extends SwarmUnderTest {
  readonly manager: DockerHost;
  readonly workers: readonly [DockerHost, DockerHost];
  readonly engine: Engine;
  readonly deployment: Deployment;
}

/** More than the four cores of the two workers; many more would only wait. */
export const replicas = 10;

/** Opens the shared swarm; only inside tests that `whyNot` lets run. */
export function openSwarm(): OpenedSwarm {
  const swarm = inject('swarm');
  if (!swarm) throw new Error('There is no swarm');
  const [manager, ...workers] = swarm.network.hosts as [DockerHost, DockerHost, DockerHost];
  const { images } = swarm;
  return {
    ...swarm,
    manager,
    workers,
    engine: openEngine(socketEndpoint(manager.socketPath)),
    deployment: {
      stack: stackName,
      credentials: swarm.credentials,
      stackFolder: join(import.meta.dirname, '../../stack'),
      imagesFolder: swarm.imagesFolder,
      patienceSeconds: 400,
      settings: {
        ...imageSettings(images),
        runOnManager: false,
        runnerReplicas: replicas,
        runnerMemory: 512 * 1024 * 1024,
      },
    },
  };
}

/** Deploys the stack unless it is there already. */
export async function deploy({ engine, deployment, network, manager }: OpenedSwarm): Promise<void> {
  const report = { progress: () => undefined, line: () => undefined };
  try {
    await deployStack(engine, deployment, report, AbortSignal.timeout(600_000));
  } catch (error) {
    await tellWhatIs(network, manager);
    throw error;
  }
}

/** Prints what only these machines know, before they are gone. */
async function tellWhatIs({ hosts }: DockerHosts, manager: DockerHost): Promise<void> {
  const tell = async (host: DockerHost, ...args: string[]) =>
    console.error(`${host.name}$ docker ${args.join(' ')}\n${(await docker(host, args)).stdout}`);
  await tell(manager, 'node', 'ls');
  await tell(manager, 'stack', 'ps', '--no-trunc', stackName);
  for (const host of hosts) {
    await tell(host, 'ps', '--all');
    const log = await readFile(join(host.folder, 'daemon.log'), 'utf8');
    console.error(`${host.name}: …${log.slice(-4000)}`);
  }
}

/** Ids of a service's containers on one host. */
export async function containersOf(host: DockerHost, service: string): Promise<string[]> {
  const filter = `label=com.docker.swarm.service.name=${stackName}_${service}`;
  const { stdout } = await docker(host, ['ps', '--quiet', '--no-trunc', '--filter', filter]);
  return stdout.split('\n').filter(Boolean);
}
