/** Measures the real stack on Docker hosts of this computer, each figure beside what the same work takes without a swarm, in the same minutes. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stackName, stackPorts } from '../contract/stack.ts';
import { StackSettings } from '../contract/swarms.ts';
import { docker } from '../e2e/peers/docker/daemon.ts';
import type { DockerHost } from '../e2e/peers/docker/docker-host.ts';
import { formSwarm, startDockerHosts, stopDockerHosts } from '../e2e/peers/docker/hosts.ts';
import { imageSettings, provideTestImages } from '../e2e/peers/docker/test-images.ts';
import { whyNoDocker } from '../e2e/peers/docker/why-no-docker.ts';
import { copyExample } from '../e2e/peers/swarm.ts';
import { openTestStore, until, untilEnded } from '../e2e/peers/swarm-campaigns.ts';
import { generateCredentials } from '../electron/adapters/docker/credentials.ts';
import { type Deployment, deployStack } from '../electron/adapters/docker/deploy-stack.ts';
import { socketEndpoint } from '../electron/adapters/docker/endpoint.ts';
import { openEngine } from '../electron/adapters/docker/engine.ts';
import { bundleImages } from '../worker-images/bundle.ts';
import { type BenchRow, compared } from './row.ts';

const run = promisify(execFile);
/** As many as the machine has cores: the hosts share them, so more slots would only wait for each other. */
const slots = 2;
const runs = 200;
/** About a second each. */
const request = { configuration: 'TenMilliseconds', options: ['--sim-time-limit=1000000s'] };

/** Everything below, on one manager and two workers of its own; needs root, as the suite on Docker hosts does. */
export async function benchSwarm(): Promise<BenchRow[]> {
  const whyNot = whyNoDocker();
  if (whyNot !== undefined) {
    console.error(`The stack is not measured: ${whyNot}`);
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'simswarm-bench-'));
  const network = await startDockerHosts(3);
  try {
    await formSwarm(network);
    const deployment = await prepare(folder, await provideTestImages(network));
    const [manager] = network.hosts as [DockerHost, ...DockerHost[]];
    await deployStack(
      openEngine(socketEndpoint(manager.socketPath)),
      deployment,
      { progress: () => undefined, line: () => undefined },
      AbortSignal.timeout(900_000),
    );
    const project = copyExample(join(folder, 'project'));
    return [...(await benchBuild(manager, project)), ...(await benchMakespan(manager, deployment, project, folder))];
  } finally {
    await stopDockerHosts(network);
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, images: Awaited<ReturnType<typeof provideTestImages>>): Promise<Deployment> {
  const imagesFolder = join(folder, 'images');
  await bundleImages(imagesFolder);
  const settings = StackSettings.parse({ ...imageSettings(images), runnerReplicas: slots });
  const stackFolder = join(import.meta.dirname, '../stack');
  return { stack: stackName, credentials: generateCredentials(), settings, stackFolder, imagesFolder };
}

/** In the builder's container: plain make, the same through ccache and distcc, and once more with the cache warm. */
async function benchBuild(manager: DockerHost, project: string): Promise<BenchRow[]> {
  const { stdout } = await docker(manager, ['ps', '--quiet', '--filter', `name=${stackName}_builder`]);
  const container = stdout.trim();
  const inside = (command: readonly string[], environment: readonly string[] = []) =>
    docker(manager, [
      'exec',
      ...environment.flatMap(one => ['--env', one]),
      '--workdir',
      '/tmp/bench',
      container,
      ...command,
    ]);
  await docker(manager, ['cp', project, `${container}:/tmp/bench`]);
  await docker(manager, ['exec', '--user', 'root', container, 'chown', '-R', 'simswarm', '/tmp/bench']);
  const addresses = (await inside(['getent', 'ahostsv4', 'tasks.distcc'])).stdout.match(/^\S+/gm) ?? [];
  const hosts = [...new Set(addresses)].map(address => `${address}/4,lzo`);
  const spread = [
    'CCACHE_DIR=/tmp/bench-ccache',
    'CCACHE_PREFIX=/opt/simswarm/distcc-keeping-dependencies.sh',
    `DISTCC_HOSTS=${hosts.join(' ')} localhost/${slots}`,
  ];
  const build = async (jobs: number, more: readonly string[], environment: readonly string[]) => {
    await inside(['make', 'clean']);
    const startedAt = performance.now();
    await inside(['make', '-j', String(jobs), ...more], environment);
    return (performance.now() - startedAt) / 1000;
  };
  const plain = await build(slots, [], []);
  const jobs = hosts.length * 4 + slots;
  const cold = await build(jobs, ['CCACHE=ccache'], spread);
  const warm = await build(jobs, ['CCACHE=ccache'], spread);
  const shared = `${hosts.length} nodes share ${slots} cores here, so spreading can only cost`;
  return [
    compared('clean build, ccache and distcc on all nodes', cold, plain, 's', 1.5, `peer: make -j${slots}; ${shared}`),
    compared('clean build, warm ccache', warm, plain, 's', 0.1, `peer: make -j${slots}`),
  ];
}

/** Two hundred runs of a second through the whole stack, and the same program in as many plain loops as there are slots. */
async function benchMakespan(
  manager: DockerHost,
  { credentials }: Deployment,
  project: string,
  folder: string,
): Promise<BenchRow[]> {
  const address = (port: number, password: string) => ({ host: manager.address, port, password });
  await using test = await openTestStore({
    folder,
    redis: address(stackPorts.redis, credentials.redis),
    mongo: address(stackPorts.mongo, credentials.mongo),
  });
  const id = await test.submit(project, request);
  await until(test.store, id, (_, { campaign }) => campaign.stage === 'enqueued', 300);
  const startedAt = performance.now();
  await untilEnded(test.store, id, 900);
  const ours = (performance.now() - startedAt) / 1000;
  const ideal = await runPlainLoops(copyExample(join(folder, 'plain')));
  return [
    compared(
      `${runs} runs of a second on ${slots} slots, results stored`,
      ours,
      ideal,
      's',
      1.05,
      'peer: the bare program in plain loops',
    ),
  ];
}

async function runPlainLoops(project: string): Promise<number> {
  await run('make', ['-C', project, '-s', `-j${slots}`, 'MODE=release']);
  let next = 0;
  const loop = async () => {
    while (next < runs) {
      const number = String(next++);
      await run('./queueing', ['-s', '-u', 'Cmdenv', '-c', request.configuration, '-r', number, ...request.options], {
        cwd: project,
      });
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: slots }, loop));
  return (performance.now() - startedAt) / 1000;
}
