import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The suite on real Docker hosts: one swarm for all files, so one file after the other. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['e2e/swarm/**/*.swarm.test.ts'],
    globalSetup: [join(import.meta.dirname, 'setup.ts')],
    fileParallelism: false,
    // Three machines share this one's cores, and whoever else is at work there.
    testTimeout: 600_000,
    hookTimeout: 900_000,
  },
});
