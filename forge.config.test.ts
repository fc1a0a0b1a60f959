import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import config from './forge.config.ts';
import { buildIcons, iconFolder } from './scripts/build-icons.ts';
import { drawIcon } from './scripts/draw-icon.ts';

type Fuses = Readonly<Record<number, boolean>> & {
  readonly version: FuseVersion;
  readonly strictlyRequireAllFuses: boolean;
};

describe('what is packaged', () => {
  it('has every fuse there is set, towards running nothing but the application', () => {
    const [plugin] = config.plugins ?? [];
    const { fusesConfig } = plugin as unknown as { fusesConfig: Fuses };
    const names = Object.keys(FuseV1Options).filter(name => Number.isNaN(Number(name)));
    const on = names.filter(name => fusesConfig[FuseV1Options[name as keyof typeof FuseV1Options]]);
    const off = names.filter(name => fusesConfig[FuseV1Options[name as keyof typeof FuseV1Options]] === false);
    expect(on.toSorted()).toEqual([
      'EnableCookieEncryption',
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
      'WasmTrapHandlers',
    ]);
    expect([...on, ...off].toSorted()).toEqual(names.toSorted());
    expect(fusesConfig).toMatchObject({ version: FuseVersion.V1, strictlyRequireAllFuses: true });
  });

  it('is made for every platform', () => {
    const made = (platform: string) =>
      (config.makers ?? []).flatMap(maker => {
        const { name, platforms = [] } = maker as { name: string; platforms?: readonly string[] };
        return platforms.includes(platform) ? [name] : [];
      });
    expect(made('linux')).toEqual(['appimage', 'deb', 'zip']);
    expect(made('win32')).toEqual(['nsis', 'zip']);
    expect(made('darwin')).toEqual(['dmg', 'zip']);
  });

  it('holds the bundles, the page and the manifest, and no source', () => {
    const ignore = config.packagerConfig?.ignore as (path: string) => boolean;
    const kept = [
      '',
      '/package.json',
      '/.vite',
      '/.vite/build',
      '/.vite/build/main.js',
      '/dist',
      '/dist/page/index.html',
    ];
    const left = [
      '/node_modules',
      '/electron',
      '/renderer',
      '/.git',
      '/.vite/build/main.js.map',
      '/.vite/icons',
      '/e2e',
    ];
    expect(kept.filter(ignore)).toEqual([]);
    expect(left.filter(path => !ignore(path))).toEqual([]);
  });

  it('has icons for every platform, drawn from one source', async () => {
    await buildIcons();
    const start = (name: string, length: number) => readFileSync(join(iconFolder, name)).subarray(0, length);
    expect(start('icon.icns', 4).toString()).toBe('icns');
    expect([...start('icon.ico', 6)]).toEqual([0, 0, 1, 0, 6, 0]);
    expect(start('icon.png', 8)).toEqual(drawIcon(16).subarray(0, 8));
  });
});
