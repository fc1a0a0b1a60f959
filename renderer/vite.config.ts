import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // Addresses of the page are paths (`/campaigns/…`), so files are named from the root.
  base: '/',
  plugins: [react()],
  build: {
    outDir: join(import.meta.dirname, '../dist/page'),
    emptyOutDir: true,
    target: 'es2024',
    // The policy allows no inline script, and every browser we serve knows module preloading.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // How zod is set up must count before any schema is made, so both are in a chunk that runs before all others.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|configure-zod/ }] } },
    },
  },
});
