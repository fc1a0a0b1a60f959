import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { buildIcons, iconFolder } from './scripts/build-icons.ts';
import { ensurePage } from './scripts/build-page.ts';
import { buildShell } from './scripts/build-shell.ts';
import { ElectronBuilderMaker } from './scripts/electron-builder-maker.ts';
import { resourceFolders, stageResources } from './scripts/stage-resources.ts';

// Everything is in the bundles, so nothing of node_modules comes along.
const packed = /^$|^\/(package\.json|dist|\.vite)$|^\/dist\/page(\/|$)|^\/\.vite\/build(\/|$)/;
const link = { name: 'simswarm campaign', schemes: ['simswarm'] };

const config: ForgeConfig = {
  packagerConfig: {
    name: 'simswarm',
    executableName: 'simswarm',
    appBundleId: 'org.simswarm.app',
    appCategoryType: 'public.app-category.developer-tools',
    asar: true,
    icon: `${iconFolder}/icon`,
    protocols: [link],
    extraResource: [...resourceFolders],
    ignore: path => !packed.test(path) || path.endsWith('.map'),
    prune: false,
  },
  makers: [
    new ElectronBuilderMaker('appimage', 'linux'),
    new ElectronBuilderMaker('nsis', 'win32'),
    new MakerDeb({
      options: {
        name: 'simswarm',
        productName: 'simswarm',
        genericName: 'Simulation Campaigns',
        section: 'science',
        categories: ['Science'],
        maintainer: 'simswarm',
        icon: `${iconFolder}/icon.png`,
        mimeType: ['x-scheme-handler/simswarm'],
        recommends: ['git', 'make', 'g++'],
      },
    }),
    new MakerDMG({ icon: `${iconFolder}/icon.icns`, format: 'ULFO' }),
    new MakerZIP({}, ['darwin', 'win32', 'linux']),
  ],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      // The application runs its own code and nothing else: no plain Node, no debugger, nothing from beside its archive.
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
  hooks: {
    generateAssets: async () => {
      await Promise.all([ensurePage(console.log), buildShell(), buildIcons(), stageResources()]);
    },
  },
};

export default config;
