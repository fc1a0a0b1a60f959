import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const here = import.meta.dirname;
const common: BuildOptions = { bundle: true, logLevel: 'error', define: { 'import.meta.dirname': '"."' } };

/** Bundles the shell, its preload and a small page for Electron 9 into a folder that Electron can be started with. */
export async function buildSmoke(folder: string): Promise<void> {
  await mkdir(join(folder, 'page'), { recursive: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: [join(here, 'smoke-main.ts')],
      outfile: join(folder, 'main.js'),
      platform: 'node',
      format: 'cjs',
      target: 'node12.14',
      external: ['electron'],
      alias: { 'node:fs/promises': join(here, 'old-fs-promises.ts') },
    }),
    build({
      ...common,
      entryPoints: [join(here, '../../electron/preload.ts')],
      outfile: join(folder, 'preload.js'),
      format: 'cjs',
      target: 'chrome83',
      external: ['electron'],
    }),
    build({
      ...common,
      entryPoints: [join(here, 'page/page.ts')],
      outfile: join(folder, 'page/page.js'),
      format: 'esm',
      target: 'chrome83',
    }),
    cp(join(here, 'page/index.html'), join(folder, 'page/index.html')),
    writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'simswarm-smoke', main: 'main.js' })),
  ]);
}
