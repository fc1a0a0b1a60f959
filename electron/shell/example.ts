import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The example project as a folder that can be built and run in. An installed application's own files may be read-only, so the example is copied into the storage
 * once; what a person does with that copy is theirs.
 */
export function placeExample(original: string, storageFolder: string): string {
  const folder = join(storageFolder, 'example', 'queueing');
  if (existsSync(folder) || !existsSync(original)) return folder;
  const partial = join(storageFolder, 'example', '.queueing.partial');
  rmSync(partial, { recursive: true, force: true });
  cpSync(original, partial, { recursive: true });
  renameSync(partial, folder);
  return folder;
}
