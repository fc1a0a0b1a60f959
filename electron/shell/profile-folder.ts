import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toStorageFailure } from '../../worker-images/worker/storage-failure.ts';

/** Makes the folder for what Chromium keeps, within the storage: one storage, one instance. Fails with `file.not-writable` or `disk.full`. */
export function makeProfileFolder(storageFolder: string): string {
  const folder = join(storageFolder, 'electron');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    throw toStorageFailure(error, folder);
  }
}
