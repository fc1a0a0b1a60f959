import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/electron/**/*.smoke.ts'],
    // Electron, its display and the services start anew for each file, on a machine that may be busy.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
  },
});
