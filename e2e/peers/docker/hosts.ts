import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker, killHost, startDaemon, stopDaemon } from './daemon.ts';
import { type DockerHost, type DockerHosts, layOutHosts } from './docker-host.ts';
import { layNetwork, removeNetwork, restoreForwarding, switchForwardingOn } from './network.ts';

const home = join(tmpdir(), 'simswarm-docker-hosts');
const mostSets = 20;
const mostHosts = 8;

/**
 * Starts Docker hosts: real daemons, each in a network namespace of its own, on one bridge. Whoever is killed before `stopDockerHosts` leaves them
 * running; the next start, of whoever, gives back what the dead left.
 */
export async function startDockerHosts(count: number): Promise<DockerHosts> {
  await cleanUpAfterDead();
  const network = claim(count);
  try {
    await layNetwork(network);
    await switchForwardingOn(join(home, 'forwarding-before'));
    await Promise.all(network.hosts.map(startFresh));
    return network;
  } catch (error) {
    await stopDockerHosts(network);
    throw error;
  }
}

/** Stops the hosts and gives everything back but their image caches. */
export async function stopDockerHosts(network: DockerHosts): Promise<void> {
  await Promise.all(network.hosts.map(stopDaemon));
  await release(network);
}

/** Joins the hosts to one swarm: the first is its manager, the others are workers. */
export async function formSwarm({ hosts }: DockerHosts): Promise<void> {
  const [manager, ...workers] = hosts as [DockerHost, ...DockerHost[]];
  await docker(manager, ['swarm', 'init', '--advertise-addr', manager.address]);
  await Promise.all(workers.map(worker => joinSwarm(manager, worker)));
}

/** Makes a host a worker of a manager's swarm. */
export async function joinSwarm(manager: DockerHost, worker: DockerHost): Promise<void> {
  const { stdout } = await docker(manager, ['swarm', 'join-token', '--quiet', 'worker']);
  const there = `${manager.address}:2377`;
  await docker(worker, ['swarm', 'join', '--advertise-addr', worker.address, '--token', stdout.trim(), there]);
}

/** Starts a daemon that remembers nothing but images; a cache it cannot start from is thrown away. */
async function startFresh(host: DockerHost): Promise<void> {
  try {
    await startForgetting(host);
  } catch {
    await killHost(host);
    await rm(join(host.folder, 'data'), { recursive: true, force: true });
    await startForgetting(host);
  }
}

async function startForgetting(host: DockerHost): Promise<void> {
  const data = join(host.folder, 'data');
  for (const part of ['swarm', 'network']) await rm(join(data, part), { recursive: true, force: true });
  await startDaemon(host);
  const containers = await list(host, ['ps', '--all', '--quiet']);
  if (containers.length > 0) await docker(host, ['rm', '--force', '--volumes', ...containers]);
  const volumes = await list(host, ['volume', 'ls', '--quiet']);
  // What nobody has used for two days is no cache.
  await docker(host, ['image', 'prune', '--all', '--force', '--filter', 'until=48h']);
  if (volumes.length > 0) await docker(host, ['volume', 'rm', '--force', ...volumes]);
}

async function list(host: DockerHost, args: readonly string[]): Promise<string[]> {
  return (await docker(host, args)).stdout.split('\n').filter(Boolean);
}

/** Takes the first set of names that nobody living has. */
function claim(count: number): DockerHosts {
  mkdirSync(home, { recursive: true });
  for (let index = 0; index < mostSets; index++) {
    const folder = join(home, String(index));
    mkdirSync(folder, { recursive: true });
    if (takeOwnership(folder)) return layOutHosts(index, count, folder);
  }
  throw new Error(`All ${mostSets} sets of Docker hosts in ${home} are in use`);
}

function takeOwnership(folder: string): boolean {
  try {
    writeFileSync(join(folder, 'owner'), `${process.pid} ${startTimeOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function cleanUpAfterDead(): Promise<void> {
  await mkdir(home, { recursive: true });
  for (const index of sets()) {
    const folder = join(home, index);
    const [pid, startTime] = (await readFile(join(folder, 'owner'), 'utf8').catch(() => '')).split(' ');
    if (pid === undefined || pid === '' || startTimeOf(Number(pid)) === startTime) continue;
    const network = layOutHosts(Number(index), mostHosts, folder);
    await Promise.all(network.hosts.map(killHost));
    await release(network);
  }
}

async function release(network: DockerHosts): Promise<void> {
  await removeNetwork(network);
  await rm(join(network.folder, 'owner'), { force: true });
  const others = sets().some(index => readdirSync(join(home, index)).includes('owner'));
  if (!others) await restoreForwarding(join(home, 'forwarding-before'));
}

function sets(): string[] {
  return readdirSync(home).filter(name => /^\d+$/.test(name));
}

// A process id alone may belong to somebody else by now.
function startTimeOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}
