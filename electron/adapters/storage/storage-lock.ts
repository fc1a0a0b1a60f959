import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure.ts';
import { type FileLock, tryLock } from '../../../worker-images/worker/file-lock.ts';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';

/**
 * Makes this process the one owner of a storage folder (docs/decisions/0005). Fails with `history.in-use` when somebody else owns it, `file.not-writable` when
 * the folder cannot be used.
 */
export function takeStorage(folder: string): Disposable {
  const lock = takeLock(folder);
  if (!lock) throw new Failure('history.in-use', { path: folder });
  return { [Symbol.dispose]: () => lock.release() };
}

function takeLock(folder: string): FileLock | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return tryLock(join(folder, 'owner.sqlite'), 'exclusive');
  } catch (error) {
    throw toStorageFailure(error, folder);
  }
}
