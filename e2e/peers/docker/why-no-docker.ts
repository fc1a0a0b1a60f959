import { findProgram } from '../peer-process.ts';

const programs = ['dockerd', 'docker', 'containerd', 'debootstrap', 'ip', 'iptables', 'nsenter', 'unshare'];

/** Why Docker hosts cannot be started here; undefined when they can. */
export function whyNoDocker(): string | undefined {
  if (process.platform !== 'linux') return 'Docker hosts in network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'Docker hosts in network namespaces need root';
  const missing = programs.filter(program => findProgram(program) === undefined);
  if (missing.length > 0)
    return `missing: ${missing.join(', ')} (Debian: apt-get install docker.io debootstrap iptables iproute2)`;
  return undefined;
}
