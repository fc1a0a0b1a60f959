/** Bundles what runs in Electron into `.vite/build`: main, preload, the runner process, and threads. It takes a second, so it is always done. */
import { globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { drawIcon } from './draw-icon.ts';

const root = join(import.meta.dirname, '..');

/** Where the bundles are; `main` in package.json names one of them. */
export const shellFolder = join(root, '.vite/build');

const common: BuildOptions = {
  absWorkingDir: root,
  outdir: shellFolder,
  bundle: true,
  // What Electron has, what only a checkout has, and what packages try and do without.
  external: ['electron', 'esbuild', '*.node', 'cpu-features'],
  sourcemap: 'linked',
  legalComments: 'external',
  logLevel: 'warning',
};

// Packages in the older module format take these for granted.
const banner = `import { createRequire as simswarmCreateRequire } from 'node:module';
const require = simswarmCreateRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

// How a source names a file that runs in a thread of its own.
const threadPattern = /new URL\(\s*'(\.{1,2}\/[^']+\.ts)',\s*import\.meta\.url\s*\)/g;

/** Bundles everything anew. */
export async function buildShell(): Promise<void> {
  await rm(shellFolder, { recursive: true, force: true });
  await mkdir(shellFolder, { recursive: true });
  await Promise.all([buildNode(), buildPreload(), writeFile(join(shellFolder, 'icon.png'), drawIcon(512))]);
}

function buildNode(): Promise<unknown> {
  const threads = findThreads();
  return build({
    ...common,
    entryPoints: {
      main: 'electron/main.ts',
      'runner-process': 'electron/adapters/local/runner/runner-process.ts',
      ...Object.fromEntries([...threads].map(([path, name]) => [name, path])),
    },
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: banner },
    plugins: [startBundledThreads(threads)],
  });
}

// A sandboxed preload knows only the older module format.
function buildPreload(): Promise<unknown> {
  return build({
    ...common,
    entryPoints: { preload: 'electron/preload.ts' },
    outExtension: { '.js': '.cjs' },
    platform: 'browser',
    target: 'es2022',
    format: 'cjs',
  });
}

/** Files that sources start as threads, with the names of their bundles. */
function findThreads(): ReadonlyMap<string, string> {
  const sources = globSync('electron/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }).map(path => join(root, path));
  const started = sources.flatMap(path =>
    [...readFileSync(path, 'utf8').matchAll(threadPattern)].map(([, named = '']) => resolve(dirname(path), named)),
  );
  return new Map([...new Set(started)].map(path => [path, `${basename(dirname(path))}-${basename(path, '.ts')}`]));
}

function startBundledThreads(threads: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'start-bundled-threads',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]electron[\\/].*\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replace(threadPattern, (_all, named: string) => {
          const name = threads.get(resolve(dirname(path), named));
          return `new URL('./${name}.js', import.meta.url)`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}

if (import.meta.main) await buildShell();
