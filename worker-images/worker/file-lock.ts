import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

/** A lock that is held until it is released, or until its process ends, however it ends. */
export interface FileLock {
  release(): void;
}

/**
 * Tries to take a lock on a file, shared or alone; undefined when another process (or another holder in this one) stands in the way. The operating system
 * owns the lock, also across containers that share the folder, so there is nothing to clean up after a killed holder.
 */
export function tryLock(path: string, kind: 'shared' | 'exclusive'): FileLock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    if (kind === 'exclusive') database.exec('BEGIN EXCLUSIVE');
    else {
      database.exec('BEGIN');
      // Only reading takes the shared lock; SQLite's own table is there even in an empty file.
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
    }
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { release: () => database.isOpen && database.close() };
}

const askAgainAfter = 50;

/** Waits for a lock; aborting stops waiting. */
export async function lockFile(path: string, kind: 'shared' | 'exclusive', signal?: AbortSignal): Promise<FileLock> {
  for (;;) {
    signal?.throwIfAborted();
    const lock = tryLock(path, kind);
    if (lock) return lock;
    await setTimeout(askAgainAfter, undefined, signal ? { signal } : {});
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
