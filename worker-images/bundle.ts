import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;

interface Context {
  readonly name: string;
  readonly entryPoints: Readonly<Record<string, string>>;
  /** Copied as they are: name in the context, where it is. */
  readonly files: Readonly<Record<string, string>>;
}

const contexts: readonly Context[] = [
  {
    name: 'worker',
    entryPoints: { alive: 'alive.ts', builder: 'builder.ts', runner: 'runner.ts' },
    files: {
      Dockerfile: join(here, 'worker.Dockerfile'),
      // Found beside the code, as in the sources.
      'distcc-keeping-dependencies.sh': join(here, 'worker/builder/distcc-keeping-dependencies.sh'),
    },
  },
  {
    name: 'distcc',
    entryPoints: {},
    files: {
      Dockerfile: join(here, 'distcc.Dockerfile'),
      'serve.sh': join(here, 'distcc/serve.sh'),
      'check.sh': join(here, 'distcc/check.sh'),
    },
  },
  {
    name: 'dashboard',
    entryPoints: { dashboard: 'dashboard/dashboard.ts' },
    files: {
      Dockerfile: join(here, 'dashboard/dashboard.Dockerfile'),
      'ui/dist': join(here, '../node_modules/@bull-board/ui/dist'),
    },
  },
];

// What the database driver only tries, and does without.
const optional = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'aws4',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
];

// Packages in the older module format ask for `require` when they run.
const banner = `import { createRequire as simswarmCreateRequire } from 'node:module'; const require = simswarmCreateRequire(import.meta.url);`;

/**
 * Makes the folders the images of the swarm are built from: worker, distcc and dashboard, each with its Dockerfile and its code in single files. The
 * same sources give the same bytes, so that a hash of a folder names its image.
 */
export async function bundleImages(target: string): Promise<void> {
  const partial = `${target}.partial-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  for (const context of contexts) await bundleContext(context, join(partial, context.name));
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
}

async function bundleContext({ entryPoints, files }: Context, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (Object.keys(entryPoints).length > 0) {
    await build({
      entryPoints: Object.fromEntries(Object.entries(entryPoints).map(([name, path]) => [name, join(here, path)])),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      banner: { js: banner },
      external: optional,
      legalComments: 'none',
      logLevel: 'error',
    });
  }
  for (const [name, path] of Object.entries(files)) await cp(path, join(folder, name), { recursive: true });
}
