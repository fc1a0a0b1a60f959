import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header, pack } from 'tar-stream';
import { Failure } from '../../../contract/failure.ts';

/** What an archive held, to tell later whether it is still what it was. */
export interface ArchiveEntry {
  readonly path: string;
  /** Of a file. */
  readonly sha256?: string;
  readonly size: number;
  /** Of a symbolic link. */
  readonly target?: string;
}

/** Writes the files and links of a folder, all or the named ones, into a tar archive; the same folder always gives the same bytes. */
export async function packFolder(
  folder: string,
  archive: string,
  signal: AbortSignal,
  only?: readonly string[],
): Promise<void> {
  const tar = pack();
  const written = pipeline(tar, createWriteStream(archive), { signal });
  written.catch(() => undefined);
  for (const path of (only ? [...only] : await listEntries(folder, '')).sort()) {
    signal.throwIfAborted();
    await packEntry(tar, folder, path);
  }
  tar.finalize();
  await written;
}

async function listEntries(base: string, relative: string): Promise<string[]> {
  const entries = await readdir(join(base, relative), { withFileTypes: true });
  const found = entries.map(entry => {
    const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
    return entry.isDirectory() ? listEntries(base, path) : [path];
  });
  return (await Promise.all(found)).flat();
}

async function packEntry(tar: ReturnType<typeof pack>, folder: string, path: string): Promise<void> {
  const absolute = join(folder, path);
  const stats = await lstat(absolute);
  const common = { name: path, mode: stats.mode & 0o777, mtime: new Date(0) };
  if (stats.isSymbolicLink()) {
    tar.entry({ ...common, type: 'symlink', linkname: await readlink(absolute) });
    return;
  }
  const entry = tar.entry({ ...common, size: stats.size });
  await pipeline(createReadStream(absolute, { highWaterMark: 1 << 20 }), entry);
}

/** Unpacks a tar archive into a new folder, files read-only since many share them. Fails with `store.file-damaged` when it leads outside. */
export async function unpackArchive(
  parts: AsyncIterable<Buffer>,
  folder: string,
  signal: AbortSignal,
): Promise<ArchiveEntry[]> {
  await mkdir(folder, { recursive: true });
  const tar = extract();
  const reading = pipeline(Readable.from(parts, { objectMode: false }), tar, { signal });
  reading.catch(error => tar.destroy(error));
  const entries: ArchiveEntry[] = [];
  for await (const entry of tar) {
    const { header } = entry;
    entries.push(
      header.type === 'symlink'
        ? await unpackLink(header, folder, entry as EntryStream)
        : await unpackFile(header, folder, entry as EntryStream),
    );
  }
  await reading;
  return entries;
}

type EntryStream = AsyncIterable<Buffer> & { resume(): unknown };

async function unpackLink(header: Header, folder: string, entry: EntryStream): Promise<ArchiveEntry> {
  const path = insidePath(header.name);
  const target = header.linkname ?? '';
  insidePath(join(dirname(path), target));
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await symlink(target, join(folder, path));
  entry.resume();
  return { path, size: 0, target };
}

async function unpackFile(header: Header, folder: string, entry: EntryStream): Promise<ArchiveEntry> {
  const path = insidePath(header.name);
  const absolute = join(folder, path);
  await mkdir(dirname(absolute), { recursive: true });
  const hash = createHash('sha256');
  let size = 0;
  async function* hashed(source: AsyncIterable<Buffer>) {
    for await (const part of source) {
      hash.update(part);
      size += part.length;
      yield part;
    }
  }
  const mode = (header.mode ?? 0o644) & 0o555;
  await pipeline(entry, hashed, createWriteStream(absolute, { mode }));
  return { path, size, sha256: hash.digest('hex') };
}

function insidePath(path: string): string {
  const clean = normalize(path);
  if (clean === '..' || clean.startsWith(`..${sep}`) || clean.startsWith(sep)) {
    throw new Failure('store.file-damaged', { file: path, problem: 'it leads outside of the archive' });
  }
  return clean;
}

/** Finds the first entry that is not in the folder as it was in the archive. */
export async function findDamage(folder: string, entries: readonly ArchiveEntry[]): Promise<string | undefined> {
  for (const entry of entries) {
    const good = await isAsPacked(join(folder, entry.path), entry).catch(() => false);
    if (!good) return entry.path;
  }
  return undefined;
}

async function isAsPacked(absolute: string, entry: ArchiveEntry): Promise<boolean> {
  if (entry.target !== undefined) return (await readlink(absolute)) === entry.target;
  if ((await lstat(absolute)).size !== entry.size) return false;
  const hash = createHash('sha256');
  for await (const part of createReadStream(absolute, { highWaterMark: 1 << 20 })) hash.update(part as Buffer);
  return hash.digest('hex') === entry.sha256;
}
