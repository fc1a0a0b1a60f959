import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CommandOptions, type CommandResult, runCommand } from '../../../worker-images/worker/run-command.ts';
import type { DockerHost } from './docker-host.ts';
import { killProcesses, processesOf } from './host-processes.ts';
import { forgetInterfaces } from './network.ts';

export interface DaemonOptions {
  /** An OCI runtime that every container of this host is started with, instead of runc. */
  readonly runtime?: string;
}

/** Runs the docker program against a host. */
export function docker(
  host: DockerHost,
  args: readonly string[],
  options: CommandOptions = {},
  signal?: AbortSignal,
): Promise<CommandResult> {
  return runCommand(
    ['docker', '--host', `unix://${host.socketPath}`, ...args],
    { neededFor: 'test hosts', ...options },
    signal,
  );
}

/** Starts a host's dockerd in its namespace and waits until it answers. What an earlier one left is there again, as after a reboot. */
export async function startDaemon(host: DockerHost, options: DaemonOptions = {}): Promise<void> {
  await mkdir(join(host.folder, 'run'), { recursive: true });
  await rm(join(host.folder, 'docker.pid'), { force: true });
  await writeFile(join(host.folder, 'daemon.json'), '{}');
  const log = openSync(join(host.folder, 'daemon.log'), 'a');
  const [program, ...args] = daemonCommand(host, options);
  const child = spawn(program, args, { stdio: ['ignore', log, log], detached: true });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', code =>
      reject(new Error(`dockerd of ${host.name} ended with ${code}; see ${host.folder}/daemon.log`)),
    );
  });
  ended.catch(() => undefined);
  await Promise.race([ended, untilAnswers(host)]);
  child.unref();
}

function daemonCommand(host: DockerHost, { runtime }: DaemonOptions): [string, ...string[]] {
  return [
    // A namespace of mounts of its own takes all mounts with it when its last process dies.
    'nsenter',
    `--net=/run/netns/${host.name}`,
    'unshare',
    '--uts',
    '--mount',
    join(import.meta.dirname, 'enter-host.sh'),
    host.name,
    join(host.folder, 'run'),
    'dockerd',
    '--host',
    'unix:///run/docker.sock',
    '--data-root',
    join(host.folder, 'data'),
    '--exec-root',
    join(host.folder, 'exec'),
    '--pidfile',
    join(host.folder, 'docker.pid'),
    '--config-file',
    join(host.folder, 'daemon.json'),
    '--exec-opt',
    'native.cgroupdriver=cgroupfs',
    '--cgroup-parent',
    `/${host.name}`,
    '--storage-driver',
    'overlay2',
    // The machine's own cable may carry less than 1,500 bytes.
    '--mtu',
    '1400',
    '--log-level',
    'warn',
    '--shutdown-timeout',
    '10',
    ...(runtime === undefined ? [] : ['--add-runtime', `chosen=${runtime}`, '--default-runtime', 'chosen']),
  ];
}

async function untilAnswers(host: DockerHost): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { exitCode } = await docker(host, ['version', '--format', '{{.Server.Version}}'], {
      allowedExitCodes: [0, 1],
    });
    if (exitCode === 0) return;
    await sleep(200);
  }
  throw new Error(`dockerd of ${host.name} does not answer; see ${host.folder}/daemon.log`);
}

/** Asks a host's dockerd to end, as a shutdown of the machine would; its containers are stopped. */
export async function stopDaemon(host: DockerHost): Promise<void> {
  const pidFile = join(host.folder, 'docker.pid');
  if (existsSync(pidFile)) {
    const pid = Number(await readFile(pidFile, 'utf8'));
    if (processesOf(host).includes(pid)) process.kill(pid, 'SIGTERM');
    for (let tries = 0; tries < 200 && processesOf(host).includes(pid); tries++) await sleep(100);
  }
  await killHost(host);
}

/** The power goes: dockerd and every container of the host die at once. */
export async function killHost(host: DockerHost): Promise<void> {
  await killProcesses(host);
  await forgetInterfaces(host);
  for (const folder of ['exec', 'run']) await rm(join(host.folder, folder), { recursive: true, force: true });
}

/** A reboot: everything stops politely and comes back with what was on its disk. */
export async function restartHost(host: DockerHost, options: DaemonOptions = {}): Promise<void> {
  await stopDaemon(host);
  await startDaemon(host, options);
}
