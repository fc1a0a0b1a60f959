import { createRequire } from 'node:module';
import { MakerBase, type MakerOptions } from '@electron-forge/maker-base';
import type { ForgePlatform } from '@electron-forge/shared-types';

/** Makes something of a packaged application's folder; answers with the files made. */
type Make = (options: { readonly dir: string; readonly targetArch: string }) => Promise<string[]>;

const require = createRequire(import.meta.url);

/**
 * A maker of electron-builder in the shape that Forge wants. Its own makers are functions, as Forge once wanted them; what they make is written in
 * electron-builder.yml.
 */
export class ElectronBuilderMaker extends MakerBase<object> {
  override readonly name: string;
  override readonly defaultPlatforms: ForgePlatform[];

  constructor(name: 'appimage' | 'nsis', platform: ForgePlatform) {
    super({}, [platform]);
    this.name = name;
    this.defaultPlatforms = [platform];
  }

  override isSupportedOnCurrentPlatform(): boolean {
    return true;
  }

  override make({ dir, targetArch }: MakerOptions): Promise<string[]> {
    const { default: make } = require(`electron-forge-maker-${this.name}`) as { default: Make };
    return make({ dir, targetArch });
  }

  // Forge clones makers by their configuration, of which this one has none.
  override clone(): ElectronBuilderMaker {
    return new ElectronBuilderMaker(this.name as 'appimage' | 'nsis', this.defaultPlatforms[0] as ForgePlatform);
  }
}
