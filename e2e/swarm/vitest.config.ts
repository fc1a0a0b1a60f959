import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The suite on real Docker hosts: one swarm for all files, so one file after the other. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['e2e/swarm/**/*.swarm.test.ts'],
    globalSetup: [join(import.meta.dirname, 'setup.ts')],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 900_000,
  },
});
