import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../../../contract/failure.ts';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';

/**
 * Makes this process the one owner of a storage folder (docs/decisions/0005). The lock is one of SQLite's, which the operating system takes back when the
 * process dies. Fails with `history.in-use` when somebody else owns it, `file.not-writable` when the folder cannot be used.
 */
export function takeStorage(folder: string): Disposable {
  const path = join(folder, 'owner.sqlite');
  const database = openLockFile(folder, path);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new Failure('history.in-use', { path: folder }, error);
    throw toStorageFailure(error, path);
  }
  return { [Symbol.dispose]: () => database.close() };
}

function openLockFile(folder: string, path: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new DatabaseSync(path, { timeout: 0 });
  } catch (error) {
    throw toStorageFailure(error, folder);
  }
}

function isBusy(error: unknown): boolean {
  const busy = 5;
  const locked = 6;
  return error instanceof Error && 'errcode' in error && (error.errcode === busy || error.errcode === locked);
}
