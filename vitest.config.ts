import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/out/**', '**/.vite/**', 'e2e/swarm/**'],
    // Real processes, real git and real sockets need more than the default five seconds on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests with real processes compete for cores; two files at once keep them honest.
    maxWorkers: 2,
  },
});
