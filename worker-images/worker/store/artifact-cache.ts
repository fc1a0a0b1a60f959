import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasArtifact, prepareTree } from '../build.ts';
import { lockFile, tryLock } from '../file-lock.ts';
import { type ArchiveEntry, findDamage, unpackArchive } from './archive.ts';

/** Where a tree comes from when the node does not have it yet. */
export interface TreeSource {
  readonly buildKey: string;
  /** Hash of the ini files. */
  readonly iniKey: string;
  artifact(): AsyncIterable<Buffer>;
  iniFiles(): AsyncIterable<Buffer>;
}

/** A tree runs may execute from; it stays until `release`. */
export interface LeasedTree {
  readonly folder: string;
  /** Whether it still is what was unpacked; a damaged one is not given to anybody again. */
  verify(): Promise<boolean>;
  release(): void;
}

export interface ArtifactCacheOptions {
  /** Shared by all runners of a node, also from different containers. */
  readonly folder: string;
  /** Bytes to stay below; what is in use is kept all the same. */
  readonly mostBytes: number;
}

const Manifest = z.object({
  size: z.number(),
  entries: z.array(
    z.object({ path: z.string(), size: z.number(), sha256: z.string().optional(), target: z.string().optional() }),
  ),
});

/**
 * Keeps unpacked artifacts on a node: unpacked once, however many runners ask; checked when a runner first uses one; the longest unused go first when room is
 * needed, never one in use. A folder `<build key>/<generation>` holds one unpacking; a damaged one is left to those who use it and replaced by another.
 */
export function openArtifactCache({ folder, mostBytes }: ArtifactCacheOptions) {
  const verified = new Set<string>();
  const locks = join(folder, 'locks');

  async function lease(source: TreeSource, signal: AbortSignal): Promise<LeasedTree> {
    for (;;) {
      signal.throwIfAborted();
      const leased = (await leasePresent(source, signal)) ?? (await unpackAlone(source, signal));
      if (leased) return leased;
    }
  }

  /** The generation that is there, if it is whole. */
  async function leasePresent(source: TreeSource, signal: AbortSignal): Promise<LeasedTree | undefined> {
    const generation = await currentGeneration(source.buildKey);
    if (!generation) return undefined;
    const lock = tryLock(lockOf(generation), 'shared');
    // Somebody is about to remove it.
    if (!lock) return undefined;
    try {
      const entry = join(folder, generation);
      const isGone = (await currentGeneration(source.buildKey)) !== generation;
      if (isGone || !(await isWhole(generation))) {
        await forget(source.buildKey, generation);
        lock.release();
        return undefined;
      }
      await touch(entry);
      const tree = join(entry, 'trees', source.iniKey);
      if (!(await hasArtifact(tree))) await addTree(source, entry, tree, signal);
      return { folder: tree, verify: () => reverify(source.buildKey, generation), release: lock.release };
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async function isWhole(generation: string): Promise<boolean> {
    if (verified.has(generation)) return true;
    const manifest = await readManifest(join(folder, generation));
    if (!manifest || (await findDamage(join(folder, generation, 'artifact'), manifest.entries as ArchiveEntry[])))
      return false;
    verified.add(generation);
    return true;
  }

  async function reverify(buildKey: string, generation: string): Promise<boolean> {
    verified.delete(generation);
    if (await isWhole(generation)) return true;
    await forget(buildKey, generation);
    return false;
  }

  /** From now on nobody gets this generation; it is removed when nobody uses it any more. */
  async function forget(buildKey: string, generation: string): Promise<void> {
    if ((await currentGeneration(buildKey)) === generation) await rm(pointerOf(buildKey), { force: true });
  }

  async function unpackAlone(source: TreeSource, signal: AbortSignal): Promise<undefined> {
    const lock = await lockFile(join(locks, `${source.buildKey}.unpack`), 'exclusive', signal);
    try {
      if (await currentGeneration(source.buildKey)) return undefined;
      await removeUnfinished(source.buildKey);
      const generation = `${source.buildKey}-${randomBytes(4).toString('hex')}`;
      const partial = join(folder, `${generation}.partial`);
      const entries = await unpackArchive(source.artifact(), join(partial, 'artifact'), signal).catch(async error => {
        await removeTree(partial);
        throw error;
      });
      const size = entries.reduce((sum, entry) => sum + entry.size, 0);
      await writeFile(join(partial, 'manifest.json'), JSON.stringify({ size, entries }));
      await makeRoom(size);
      await rename(partial, join(folder, generation));
      verified.add(generation);
      await writeFile(`${pointerOf(source.buildKey)}.partial`, generation);
      await rename(`${pointerOf(source.buildKey)}.partial`, pointerOf(source.buildKey));
      return undefined;
    } finally {
      lock.release();
    }
  }

  /** What a runner that was killed while unpacking left. */
  async function removeUnfinished(buildKey: string): Promise<void> {
    const names = await readdir(folder);
    const left = names.filter(name => name.startsWith(`${buildKey}-`) && name.endsWith('.partial'));
    await Promise.all(left.map(name => removeTree(join(folder, name))));
  }

  async function addTree(source: TreeSource, entry: string, tree: string, signal: AbortSignal): Promise<void> {
    const scratch = join(entry, `ini-${randomBytes(4).toString('hex')}`);
    try {
      const iniFiles = await unpackArchive(source.iniFiles(), scratch, signal);
      await mkdir(join(entry, 'trees'), { recursive: true });
      await prepareTree(
        join(entry, 'artifact'),
        scratch,
        iniFiles.map(({ path }) => path),
        tree,
      );
    } finally {
      await removeTree(scratch);
    }
  }

  /** Removes what is longest unused until `bytes` more fit, and whatever nobody can get any more. */
  async function makeRoom(bytes: number): Promise<void> {
    const generations = await listGenerations();
    let used = generations.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size, current } of generations) {
      if (current && used + bytes <= mostBytes) continue;
      if (await removeUnused(name)) used -= size;
    }
  }

  async function removeUnused(generation: string): Promise<boolean> {
    const lock = tryLock(lockOf(generation), 'exclusive');
    if (!lock) return false;
    try {
      const buildKey = generation.slice(0, generation.lastIndexOf('-'));
      await forget(buildKey, generation);
      verified.delete(generation);
      await removeTree(join(folder, generation));
      await rm(lockOf(generation), { force: true });
      return true;
    } finally {
      lock.release();
    }
  }

  async function listGenerations() {
    const names = (await readdir(folder).catch(() => [])).filter(name => /-[0-9a-f]{8}$/.test(name));
    const found = await Promise.all(
      names.map(async name => {
        const path = join(folder, name);
        const [stats, manifest] = await Promise.all([stat(path).catch(() => undefined), readManifest(path)]);
        const current = (await currentGeneration(name.slice(0, name.lastIndexOf('-')))) === name;
        return { name, size: manifest?.size ?? 0, usedAt: stats?.mtimeMs ?? 0, current };
      }),
    );
    return found.sort((a, b) => Number(a.current) - Number(b.current) || a.usedAt - b.usedAt);
  }

  const lockOf = (generation: string) => join(locks, `${generation}.lock`);
  const pointerOf = (buildKey: string) => join(folder, `${buildKey}.current`);

  async function currentGeneration(buildKey: string): Promise<string | undefined> {
    const name = await readFile(pointerOf(buildKey), 'utf8').catch(() => undefined);
    return name !== undefined && (await hasArtifact(join(folder, name))) ? name : undefined;
  }

  return { lease };
}

/** What `openArtifactCache` opens. */
export type ArtifactCache = ReturnType<typeof openArtifactCache>;

async function readManifest(entry: string) {
  const text = await readFile(join(entry, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = Manifest.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
