import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SwarmSources } from './compose.ts';
import { installation, stackFolder } from './paths.ts';

/** What this checkout, or this installation, deploys swarms from: images are bundled when they are needed, unless they came along ready. */
export const swarmSources: SwarmSources = {
  stackFolder,
  async provideImages(folder) {
    const ready = join(installation, 'swarm-images');
    if (existsSync(ready)) return ready;
    const { bundleImages } = await import('../worker-images/bundle.ts');
    await bundleImages(folder);
    return folder;
  },
};
