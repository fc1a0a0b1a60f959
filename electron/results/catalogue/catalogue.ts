import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { applicationId, catalogueVersion, schema } from './schema.ts';
import type { WriteTurn } from './write-turn.ts';

/** Where the catalogue of a folder is kept. */
function cataloguePath(catalogueFolder: string, folder: string): string {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 24);
  return join(catalogueFolder, `${hash}.sqlite`);
}

/**
 * One thread's connection to the catalogue of one folder. A catalogue is nothing but a copy of what files say: one that is missing, damaged, of another version or
 * was deleted under us is replaced by an empty one.
 */
export class Catalogue {
  readonly folder: string;
  readonly #path: string;
  readonly #statements = new Map<string, StatementSync>();
  readonly #turn: WriteTurn | undefined;
  #database: DatabaseSync;
  #inode: number;
  /** Grows when this connection writes. */
  generation = 0;

  constructor(catalogueFolder: string, folder: string, turn?: WriteTurn) {
    this.#turn = turn;
    mkdirSync(catalogueFolder, { recursive: true });
    this.folder = folder;
    this.#path = cataloguePath(catalogueFolder, folder);
    if (!existsSync(this.#path)) adoptMoved(catalogueFolder, folder, this.#path);
    this.#database = openOrReplace(this.#path, folder);
    this.#inode = statSync(this.#path).ino;
  }

  /** Another one in every new catalogue: who remembers it knows whether this is still the one that was filled. */
  epoch(): string {
    return String(this.statement('SELECT epoch FROM about').get()?.epoch);
  }

  /** False when the file was deleted or replaced: then this connection writes and reads what nobody else sees. */
  isCurrent(): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode;
  }

  /** A prepared statement, kept for the next time. */
  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  /** Runs `write` in one transaction; other connections see all of it or nothing. */
  transaction<T>(write: () => T): T {
    return this.#turn ? this.#turn.take(() => this.#transaction(write)) : this.#transaction(write);
  }

  #transaction<T>(write: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    this.generation++;
    try {
      const result = write();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Runs `read` on one state of the catalogue, whatever others write meanwhile. */
  reading<T>(read: () => T): T {
    if (this.#database.isTransaction) return read();
    this.#database.exec('BEGIN');
    try {
      return read();
    } finally {
      if (this.#database.isTransaction) this.#database.exec('COMMIT');
    }
  }

  /** Changes whenever anything in the catalogue does. */
  version(): string {
    const row = this.statement('PRAGMA data_version').get();
    return `${row?.data_version} ${this.generation}`;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** Throws the catalogue away, e.g. because it is damaged. */
  discard(): void {
    this.close();
    removeDatabase(this.#path);
  }
}

/** Whether an error means that the database file is no good, rather than that a question was wrong. */
export function isDamage(error: unknown): boolean {
  const { errcode, message } = error as { errcode?: number; message?: string };
  if (errcode === undefined) return false;
  // Input/output error, corrupt, not a database; the low byte is the kind.
  return [10, 11, 26].includes(errcode & 0xff) || /^no such (table|column)/.test(message ?? '');
}

function openOrReplace(path: string, folder: string): DatabaseSync {
  try {
    return open(path, folder);
  } catch (error) {
    if (!isDamage(error) && !(error instanceof OtherVersion)) throw error;
    removeDatabase(path);
    return open(path, folder);
  }
}

class OtherVersion extends Error {}

function open(path: string, folder: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 30_000 });
  try {
    database.exec(
      'PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000',
    );
    database.exec('BEGIN IMMEDIATE');
    if (database.prepare('SELECT 1 FROM sqlite_master').get() === undefined) create(database, folder);
    const version = database.prepare('PRAGMA user_version').get()?.user_version;
    if (version !== catalogueVersion) throw new OtherVersion(`version ${version}`);
    database.prepare('UPDATE about SET folder = ?').run(folder);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function create(database: DatabaseSync, folder: string): void {
  database.exec(schema);
  database.exec(`PRAGMA user_version = ${catalogueVersion}; PRAGMA application_id = ${applicationId}`);
  database.prepare('INSERT INTO about VALUES (?, ?, 0)').run(folder, randomUUID());
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

// A folder that was moved keeps its catalogue: it is the one whose own folder is gone and whose files are all here.
function adoptMoved(catalogueFolder: string, folder: string, path: string): void {
  for (const name of readdirSync(catalogueFolder)) {
    const candidate = join(catalogueFolder, name);
    if (!name.endsWith('.sqlite') || !isCatalogueOfMoved(candidate, folder)) continue;
    for (const suffix of ['-wal', '-shm', ''])
      if (existsSync(candidate + suffix)) renameSync(candidate + suffix, path + suffix);
    return;
  }
}

const sample = 50;

function isCatalogueOfMoved(path: string, folder: string): boolean {
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const about = database.prepare('SELECT folder FROM about').get();
      if (typeof about?.folder !== 'string' || existsSync(about.folder)) return false;
      const files = database.prepare('SELECT path, size, modified FROM file ORDER BY id LIMIT ?').all(sample);
      return files.length > 0 && files.every(file => isSameFile(join(folder, String(file.path)), file));
    } finally {
      database.close();
    }
  } catch (error) {
    // Not a catalogue, or no longer one: it is nobody's.
    if (isDamage(error)) return false;
    throw error;
  }
}

function isSameFile(path: string, { size, modified }: Readonly<Record<string, unknown>>): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.size === size && stats?.mtimeMs === modified;
}
