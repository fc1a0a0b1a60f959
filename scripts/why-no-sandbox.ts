import { readFileSync, statSync } from 'node:fs';

/** What decides whether Chromium's sandbox can be set up on Linux. */
export interface SandboxFacts {
  readonly userId: number;
  /** Whether the sandbox's helper program beside Electron belongs to root and runs as root. */
  readonly hasRootHelper: boolean;
  /** Reads a setting of the kernel; undefined where it has none of that name. */
  readonly readKernel: (name: string) => string | undefined;
}

/**
 * Says why Electron would refuse to open here, or nothing where it will. It never runs without its sandbox: the page is served instead, which needs none of ours.
 */
export function whyNoSandbox({ userId, hasRootHelper, readKernel }: SandboxFacts): string | undefined {
  if (userId === 0) return 'Electron does not run as root';
  const isForbidden =
    readKernel('kernel/unprivileged_userns_clone') === '0' ||
    readKernel('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    readKernel('user/max_user_namespaces') === '0';
  return isForbidden && !hasRootHelper ? 'This system does not let Electron set up its sandbox' : undefined;
}

/** Reads the facts of this computer; other systems than Linux need none. */
export function readSandboxFacts(helper: string): SandboxFacts {
  const found = statSync(helper, { throwIfNoEntry: false });
  return {
    userId: process.getuid?.() ?? -1,
    hasRootHelper: found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0,
    readKernel: readKernelSetting,
  };
}

function readKernelSetting(name: string): string | undefined {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim();
  } catch {
    // Each of them exists on some kernels only.
    return undefined;
  }
}
