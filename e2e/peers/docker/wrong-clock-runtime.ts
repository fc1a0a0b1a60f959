import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerHost } from './docker-host.ts';

const libraries = ['x86_64', 'aarch64'].map(machine => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`);

/** Why clocks cannot be set wrong here; undefined when they can. */
export function whyNoWrongClock(): string | undefined {
  return libraries.some(existsSync) ? undefined : 'missing: libfaketime (Debian: apt-get install libfaketime)';
}

/** Writes the runtime that gives a host's containers a wrong clock, e.g. `+1h`; for `DaemonOptions.runtime`. */
export async function wrongClockRuntime(host: DockerHost, ahead: string): Promise<string> {
  const path = join(host.folder, 'wrong-clock-runtime.sh');
  const library = libraries.find(existsSync);
  const script = join(import.meta.dirname, 'wrong-clock.ts');
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${script}' '${library}' '${ahead}' "$@"\n`, {
    mode: 0o755,
  });
  return path;
}
