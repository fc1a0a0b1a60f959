/** Fetches Electron's binary for this computer into its package's folder, printing per cents as they come. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { downloadArtifact } from '@electron/get';

const require = createRequire(import.meta.url);
const manifest = require.resolve('electron/package.json');
const folder = dirname(manifest);

await downloadArtifact({
  version: (require(manifest) as { version: string }).version,
  artifactName: 'electron',
  checksums: require(join(folder, 'checksums.json')) as Record<string, string>,
  platform: process.platform,
  arch: process.arch,
  downloadOptions: {
    getProgressCallback: async ({ percent }: { percent: number }) => console.log(Math.round(percent * 100)),
  },
});
// The package's own installer finds it in the cache now and unpacks it.
execFileSync(process.execPath, [join(folder, 'install.js')], { stdio: 'inherit' });
