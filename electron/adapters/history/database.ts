import { existsSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../../../contract/failure.ts';

/**
 * Opens a SQLite database and brings it up to date. A damaged one is set aside under a new name and a fresh one begun, told through `onBackup`; one written by
 * a newer version is left alone: `history.newer`.
 */
export function openDatabase(
  path: string,
  migrations: readonly string[],
  onBackup: (failure: Failure) => void,
): DatabaseSync {
  try {
    return openChecked(path, migrations);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const backup = setAside(path);
    onBackup(new Failure('history.corrupt', { path, backup }, error));
    return openChecked(path, migrations);
  }
}

function openChecked(path: string, migrations: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  try {
    // In WAL mode a commit survives the death of the process without waiting for the disk each time.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const check = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (check.quick_check !== 'ok') throw new DamagedDatabase(check.quick_check);
    migrate(database, path, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class DamagedDatabase extends Error {}

function isDamage(error: unknown): boolean {
  if (error instanceof DamagedDatabase) return true;
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  const corrupt = 11;
  const notADatabase = 26;
  return code === corrupt || code === notADatabase;
}

function migrate(database: DatabaseSync, path: string, migrations: readonly string[]): void {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found > migrations.length) throw new Failure('history.newer', { path, found, known: migrations.length });
  for (const [index, migration] of migrations.entries()) {
    if (index < found) continue;
    inTransaction(database, () => database.exec(`${migration}; PRAGMA user_version = ${index + 1};`));
  }
}

/** Does all of it or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

// The log files go with it: whoever comes to rescue it needs them too.
function setAside(path: string): string {
  const backup = `${path}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(path + ending)) renameSync(path + ending, backup + ending);
  }
  return backup;
}
