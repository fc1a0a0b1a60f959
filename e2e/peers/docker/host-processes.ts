import { readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DockerHost } from './docker-host.ts';

const controlGroups = '/sys/fs/cgroup';

/** Kills everything that runs on a host, the daemon first so that nothing is started again, and waits until it is gone. */
export async function killProcesses(host: DockerHost): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const living = processesOf(host);
    if (living.length === 0) return removeControlGroups(host);
    for (const pid of living) kill(pid);
    await sleep(100);
  }
  throw new Error(`Processes of ${host.name} cannot be killed: ${processesOf(host).join(', ')}`);
}

/** Daemon, containerd and shims name the host's folder; what containers run is in the host's control group. */
export function processesOf(host: DockerHost): number[] {
  const inContainers = groupsOf(host).flatMap(processesInGroup);
  return [...new Set([...processesNaming(`${host.folder}/`), ...inContainers])];
}

function processesNaming(text: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(name => readIfThere(`/proc/${name}/cmdline`).includes(text) && !isDead(name))
    .map(Number);
}

function isDead(pid: string): boolean {
  return /^\d+ \(.*\) [ZX] /s.test(readIfThere(`/proc/${pid}/stat`));
}

// Version 1 has a tree per controller, version 2 a single one.
function groupsOf({ name }: DockerHost): string[] {
  return [controlGroups, ...listFolders(controlGroups)].map(tree => join(tree, name)).filter(group => isThere(group));
}

function processesInGroup(group: string): number[] {
  const own = readIfThere(join(group, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  return [...own, ...listFolders(group).flatMap(processesInGroup)];
}

function removeControlGroups(host: DockerHost): void {
  for (const group of groupsOf(host)) removeGroup(group);
}

function removeGroup(group: string): void {
  listFolders(group).forEach(removeGroup);
  try {
    rmdirSync(group);
  } catch (error) {
    // The kernel keeps a group for a moment after its last process; an empty group left behind costs nothing and is taken by the next start.
    if (!isCode(error, 'EBUSY', 'ENOENT')) throw error;
  }
}

function listFolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => join(folder, entry.name));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function isThere(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // Processes come and go while we look.
    if (isCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'ENODEV')) return '';
    throw error;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isCode(error, 'ESRCH')) throw error;
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
