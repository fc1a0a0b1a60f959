import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SwarmSources } from '../compose.ts';

/** What an installed application deploys swarms from: its resources hold it, ready. */
export function packedSwarmSources(resources: string): SwarmSources {
  return { stackFolder: join(resources, 'stack'), provideImages: async () => join(resources, 'swarm-images') };
}

/** What a checkout deploys swarms from. Electron has no bundler in it, so the checkout's own Node does the work. */
export function checkedOutSwarmSources(checkout: string): SwarmSources {
  return {
    stackFolder: join(checkout, 'stack'),
    async provideImages(folder) {
      const script = 'scripts/bundle-swarm-images.ts';
      await promisify(execFile)('node', [join(checkout, 'scripts/run.mjs'), script, folder], { cwd: checkout });
      return folder;
    },
  };
}
