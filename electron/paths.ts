import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

/** The checkout or the installed application: what comes with simswarm is below it. */
export const installation = findInstallation(import.meta.dirname);

/** The example project that comes with the application. */
export const exampleFolder = join(installation, 'examples/queueing');

/** The built page. */
export const pageFolder = join(installation, 'dist/page');

/** The files that a swarm's stack is deployed from. */
export const stackFolder = join(installation, 'stack');

/** Where simswarm keeps its history, builds and logs unless told otherwise; what the platform's conventions say. */
export function defaultStorageFolder(): string {
  return envPaths('simswarm', { suffix: '' }).data;
}

// This file runs from its folder, or bundled into one that is deeper; the manifest is above both.
function findInstallation(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(above, 'package.json')) ? above : findInstallation(above);
}
