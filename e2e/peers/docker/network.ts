import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { runCommand } from '../../../worker-images/worker/run-command.ts';
import type { DockerHost, DockerHosts } from './docker-host.ts';

const forwarding = '/proc/sys/net/ipv4/ip_forward';

async function ip(...args: string[]): Promise<void> {
  await runCommand(['ip', ...args], { neededFor: 'test hosts' });
}

function rulesOf({ bridge, subnet }: DockerHosts): ReadonlyArray<readonly [table: string, rule: readonly string[]]> {
  return [
    ['nat', ['POSTROUTING', '-s', subnet, '!', '-d', subnet, '-j', 'MASQUERADE']],
    // Another Docker on this machine may have set the policy to DROP.
    ['filter', ['FORWARD', '-i', bridge, '-j', 'ACCEPT']],
    ['filter', ['FORWARD', '-o', bridge, '-j', 'ACCEPT']],
  ];
}

/** Lays the bridge, the cables and the namespaces of the hosts; they reach each other, the machine and what it reaches. */
export async function layNetwork(network: DockerHosts): Promise<void> {
  await ip('link', 'add', 'name', network.bridge, 'type', 'bridge');
  await ip('address', 'add', `${network.gateway}/24`, 'dev', network.bridge);
  await ip('link', 'set', network.bridge, 'up');
  for (const [table, rule] of rulesOf(network)) await runCommand(['iptables', '-t', table, '-I', ...rule]);
  for (const host of network.hosts) await layCable(network, host);
}

async function layCable(network: DockerHosts, { name, cable, address }: DockerHost): Promise<void> {
  await ip('netns', 'add', name);
  await ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  await ip('link', 'set', cable, 'master', network.bridge, 'up');
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  await ip('-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
  await ip('-n', name, 'link', 'set', 'eth0', 'up');
  await ip('-n', name, 'route', 'add', 'default', 'via', network.gateway);
}

/** Gives back what `layNetwork` took, also when only a part of it is there. */
export async function removeNetwork(network: DockerHosts): Promise<void> {
  const allowedExitCodes = [0, 1, 2, 255];
  for (const { name, cable } of network.hosts) {
    await runCommand(['ip', 'link', 'delete', cable], { allowedExitCodes });
    await runCommand(['ip', 'netns', 'delete', name], { allowedExitCodes });
  }
  await runCommand(['ip', 'link', 'delete', network.bridge], { allowedExitCodes });
  for (const [table, rule] of rulesOf(network)) {
    await runCommand(['iptables', '-t', table, '-D', ...rule], { allowedExitCodes });
  }
}

/** A reboot leaves no interface but the cable; a daemon that finds others, stale tunnels above all, cannot join its networks again. */
export async function forgetInterfaces({ name }: DockerHost): Promise<void> {
  const allowedExitCodes = [0, 1, 255];
  const { stdout, exitCode } = await runCommand(['ip', '-json', '-n', name, 'link', 'show'], { allowedExitCodes });
  // A host whose network is not laid yet, or no longer.
  if (exitCode !== 0) return;
  const links = z.array(z.object({ ifname: z.string() })).parse(JSON.parse(stdout));
  for (const { ifname } of links) {
    if (ifname === 'lo' || ifname === 'eth0') continue;
    // One end of a pair takes the other with it.
    await runCommand(['ip', '-n', name, 'link', 'delete', ifname], { allowedExitCodes });
  }
}

/** Pulls a host's cable: it goes on running alone. */
export async function cutOff({ cable }: DockerHost): Promise<void> {
  await ip('link', 'set', cable, 'down');
}

/** Puts the cable back. */
export async function bringBack({ cable }: DockerHost): Promise<void> {
  await ip('link', 'set', cable, 'up');
}

/** Lets the machine pass packets on, and remembers in a file whether it did before. */
export async function switchForwardingOn(memory: string): Promise<void> {
  const before = (await readFile(forwarding, 'utf8')).trim();
  if (before === '1') return;
  await writeFile(memory, before);
  await writeFile(forwarding, '1');
}

/** Puts forwarding back to what the memory says; called when the last hosts go. */
export async function restoreForwarding(memory: string): Promise<void> {
  const before = await readFile(memory, 'utf8').catch(() => undefined);
  if (before === undefined) return;
  await writeFile(forwarding, before);
  await rm(memory);
}
