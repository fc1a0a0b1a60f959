import type { Contract } from '../../contract/index.ts';
import { Settings, type StorageUse } from '../../contract/settings.ts';
import { RowFeed } from './row-feed.ts';
import type { Service } from './services.ts';

/** Where settings are kept. */
export interface SettingsFile {
  read(): Settings;
  /** Durable when it returns; fails with `file.not-writable`. */
  write(settings: Settings): void;
}

export interface SettingsOptions {
  readonly file: SettingsFile;
  readonly measureStorage: () => Promise<StorageUse>;
  readonly cleanBuilds: () => Promise<number>;
  /** Hears of every change. */
  readonly changed: (settings: Settings) => void;
}

/** What a person may choose. */
export function createSettings({ file, measureStorage, cleanBuilds, changed }: SettingsOptions) {
  const id = 'settings';
  const feed = new RowFeed([{ id, settings: file.read() }]);
  const current = () => (feed.get(id) as { settings: Settings }).settings;

  async function* watch(_input: object, signal: AbortSignal): AsyncGenerator<Settings> {
    for await (const { settings } of feed.watchRow(id, signal)) yield settings;
  }

  const service: Service<Contract['settings']> = {
    watch,
    change: async part => {
      const settings = Settings.parse({ ...current(), ...part });
      file.write(settings);
      feed.set({ id, settings });
      changed(settings);
      return settings;
    },
    storage: () => measureStorage(),
    cleanBuilds: async () => ({ freed: await cleanBuilds() }),
  };
  return { service, current };
}
