import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Settings } from '../../../contract/settings.ts';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';
import type { SettingsFile } from '../../services/settings.ts';

/** Settings in a JSON file. What cannot be read is set aside, so that a person's choices are never silently lost. */
export function openSettingsFile(path: string): SettingsFile {
  return {
    read() {
      const text = readText(path);
      if (text === undefined) return Settings.parse({});
      const parsed = Settings.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      renameSync(path, `${path}.damaged`);
      return Settings.parse({});
    },
    write(settings) {
      try {
        writeFileSync(`${path}.partial`, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
        renameSync(`${path}.partial`, path);
      } catch (error) {
        throw toStorageFailure(error, path);
      }
    },
  };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
