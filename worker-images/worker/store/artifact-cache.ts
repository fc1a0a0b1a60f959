import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasArtifact, prepareTree } from '../build.ts';
import { type FileLock, lockFile, tryLock } from '../file-lock.ts';
import { ignoreMissing } from '../ignore-missing.ts';
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
 * needed, never one in use. A folder `<build key>-<generation>` holds one unpacking; a damaged one is left to those who use it and replaced by another.
 */
export class ArtifactCache {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #verified = new Set<string>();

  constructor({ folder, mostBytes }: ArtifactCacheOptions) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  /** A tree of a build with its ini files, for as long as the caller wants it. */
  async lease(source: TreeSource, signal: AbortSignal): Promise<LeasedTree> {
    for (;;) {
      signal.throwIfAborted();
      const leased = await this.#leasePresent(source, signal);
      if (leased) return leased;
      await this.#unpackAlone(source, signal);
    }
  }

  /** The generation that is there, if it is whole. */
  async #leasePresent(source: TreeSource, signal: AbortSignal): Promise<LeasedTree | undefined> {
    const generation = await this.#current(source.buildKey);
    const lock = generation === undefined ? undefined : tryLock(this.#lockOf(generation), 'shared');
    // Not there, or somebody is about to remove it.
    if (generation === undefined || !lock) return undefined;
    try {
      const isUsable = (await this.#current(source.buildKey)) === generation && (await this.#isWhole(generation));
      if (isUsable) return await this.#leaseTree(source, generation, lock, signal);
      await this.#forget(generation);
    } catch (error) {
      lock.release();
      throw error;
    }
    lock.release();
    return undefined;
  }

  async #leaseTree(source: TreeSource, generation: string, lock: FileLock, signal: AbortSignal): Promise<LeasedTree> {
    const entry = join(this.#folder, generation);
    const now = new Date();
    await utimes(entry, now, now);
    const folder = join(entry, 'trees', source.iniKey);
    if (!(await hasArtifact(folder))) await addTree(source, entry, folder, signal);
    return { folder, verify: () => this.#verifyAgain(generation), release: lock.release };
  }

  async #isWhole(generation: string): Promise<boolean> {
    if (this.#verified.has(generation)) return true;
    const manifest = await readManifest(join(this.#folder, generation));
    if (!manifest) return false;
    const damage = await findDamage(join(this.#folder, generation, 'artifact'), manifest.entries as ArchiveEntry[]);
    if (damage === undefined) this.#verified.add(generation);
    return damage === undefined;
  }

  async #verifyAgain(generation: string): Promise<boolean> {
    this.#verified.delete(generation);
    if (await this.#isWhole(generation)) return true;
    await this.#forget(generation);
    return false;
  }

  /** From now on nobody gets this generation; it is removed when nobody uses it any more. */
  async #forget(generation: string): Promise<void> {
    const buildKey = buildKeyOf(generation);
    if ((await this.#current(buildKey)) === generation) await rm(this.#pointerOf(buildKey), { force: true });
  }

  async #unpackAlone(source: TreeSource, signal: AbortSignal): Promise<void> {
    const { buildKey } = source;
    const lock = await lockFile(join(this.#folder, 'locks', `${buildKey}.unpack`), 'exclusive', signal);
    try {
      if ((await this.#current(buildKey)) === undefined) await this.#unpack(source, signal);
    } finally {
      lock.release();
    }
  }

  async #unpack(source: TreeSource, signal: AbortSignal): Promise<void> {
    await this.#removeUnfinished(source.buildKey);
    const generation = `${source.buildKey}-${randomBytes(4).toString('hex')}`;
    const partial = join(this.#folder, `${generation}.partial`);
    const entries = await unpackArchive(source.artifact(), join(partial, 'artifact'), signal).catch(async error => {
      await removeTree(partial);
      throw error;
    });
    const size = entries.reduce((sum, entry) => sum + entry.size, 0);
    await writeFile(join(partial, 'manifest.json'), JSON.stringify({ size, entries }));
    await this.#makeRoom(size);
    await rename(partial, join(this.#folder, generation));
    this.#verified.add(generation);
    const pointer = this.#pointerOf(source.buildKey);
    await writeFile(`${pointer}.partial`, generation);
    await rename(`${pointer}.partial`, pointer);
  }

  /** What a runner that was killed while unpacking left. */
  async #removeUnfinished(buildKey: string): Promise<void> {
    const names = await readdir(this.#folder);
    const left = names.filter(name => name.startsWith(`${buildKey}-`) && name.endsWith('.partial'));
    await Promise.all(left.map(name => removeTree(join(this.#folder, name))));
  }

  /** Removes what is longest unused until `bytes` more fit, and whatever nobody can get any more. */
  async #makeRoom(bytes: number): Promise<void> {
    const generations = await this.#listGenerations();
    let used = generations.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size, current } of generations) {
      if (current && used + bytes <= this.#mostBytes) continue;
      if (await this.#removeUnused(name)) used -= size;
    }
  }

  async #removeUnused(generation: string): Promise<boolean> {
    const lock = tryLock(this.#lockOf(generation), 'exclusive');
    if (!lock) return false;
    try {
      await this.#forget(generation);
      this.#verified.delete(generation);
      await removeTree(join(this.#folder, generation));
      await rm(this.#lockOf(generation), { force: true });
      return true;
    } finally {
      lock.release();
    }
  }

  /** What nobody can get any more first, then the longest unused. */
  async #listGenerations() {
    const names = (await readdir(this.#folder)).filter(name => /-[0-9a-f]{8}$/.test(name));
    const found = await Promise.all(
      names.map(async name => {
        const path = join(this.#folder, name);
        const [stats, manifest] = await Promise.all([stat(path).catch(ignoreMissing), readManifest(path)]);
        const current = (await this.#current(buildKeyOf(name))) === name;
        return { name, size: manifest?.size ?? 0, usedAt: stats?.mtimeMs ?? 0, current };
      }),
    );
    return found.sort((a, b) => Number(a.current) - Number(b.current) || a.usedAt - b.usedAt);
  }

  async #current(buildKey: string): Promise<string | undefined> {
    const name = await readFile(this.#pointerOf(buildKey), 'utf8').catch(ignoreMissing);
    return name !== undefined && (await hasArtifact(join(this.#folder, name))) ? name : undefined;
  }

  #lockOf(generation: string): string {
    return join(this.#folder, 'locks', `${generation}.lock`);
  }

  #pointerOf(buildKey: string): string {
    return join(this.#folder, `${buildKey}.current`);
  }
}

function buildKeyOf(generation: string): string {
  return generation.slice(0, generation.lastIndexOf('-'));
}

async function addTree(source: TreeSource, entry: string, tree: string, signal: AbortSignal): Promise<void> {
  const scratch = join(entry, `ini-${randomBytes(4).toString('hex')}`);
  try {
    const iniFiles = await unpackArchive(source.iniFiles(), scratch, signal);
    await mkdir(join(entry, 'trees'), { recursive: true });
    const paths = iniFiles.map(({ path }) => path);
    await prepareTree(join(entry, 'artifact'), scratch, paths, tree);
  } finally {
    await removeTree(scratch);
  }
}

async function readManifest(entry: string) {
  const text = await readFile(join(entry, 'manifest.json'), 'utf8').catch(ignoreMissing);
  if (text === undefined) return undefined;
  const parsed = Manifest.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}
