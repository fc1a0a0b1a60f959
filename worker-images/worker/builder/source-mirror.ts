import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../../contract/failure.ts';
import { type SourceDocument, type SourcePart, SourceDocument as SourceSchema } from '../../../contract/queues.ts';
import type { SwarmCollections } from '../journal/campaign-store.ts';
import { runCommand } from '../run-command.ts';
import { patiently } from '../store/patiently.ts';
import { readStored } from '../store/read-stored.ts';

const neededFor = 'checking out the project’s source';

/**
 * The builder's bare git repository of everything that was ever submitted. It can be lost: the bundles that made it are in the store, each on top of an earlier one,
 * and are read again as they are needed.
 */
export class SourceMirror {
  readonly #folder: string;
  readonly #mirror: string;
  readonly #collections: SwarmCollections;

  private constructor(folder: string, collections: SwarmCollections) {
    this.#folder = folder;
    this.#mirror = join(folder, 'mirror.git');
    this.#collections = collections;
  }

  static async open(folder: string, collections: SwarmCollections): Promise<SourceMirror> {
    const mirror = join(folder, 'mirror.git');
    if (!existsSync(join(mirror, 'simswarm-ready'))) {
      await rm(mirror, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await runCommand(['git', 'init', '--quiet', '--bare', mirror], { neededFor });
      await writeFile(join(mirror, 'simswarm-ready'), '');
    }
    return new SourceMirror(folder, collections);
  }

  /** Makes `target` hold exactly the parts' files (others, such as object files, stay), rewriting only what differs. Fails with `swarm.source-missing`. */
  async checkOut(parts: readonly SourcePart[], target: string, signal: AbortSignal): Promise<void> {
    for (const { tree } of parts) await this.#fetch(tree, signal);
    const indexes = `${target}.indexes`;
    // An index knows which files are up to date, but only of the folder it was made with.
    if ((await readdir(target)).length === 0) await rm(indexes, { recursive: true, force: true });
    await mkdir(indexes, { recursive: true });
    for (const { path, tree } of parts) {
      const workTree = join(target, path);
      await mkdir(workTree, { recursive: true });
      const environment = {
        GIT_DIR: this.#mirror,
        GIT_WORK_TREE: workTree,
        GIT_INDEX_FILE: join(indexes, `index-${path.replaceAll('/', '+')}`),
        LC_ALL: 'C',
      };
      const command: [string, ...string[]] = ['git', '-c', 'core.autocrlf=false', 'read-tree', '--reset', '-u', tree];
      await runCommand(command, { cwd: workTree, environment, neededFor }, signal);
    }
  }

  /** Makes sure that a tree is there with all it refers to. */
  async #fetch(tree: string, signal: AbortSignal): Promise<void> {
    const { sources } = this.#collections;
    const missing: SourceDocument[] = [];
    let wanted: string | undefined = tree;
    while (wanted !== undefined && !(await this.#has(wanted, signal))) {
      const id: string = wanted;
      const found = await patiently(() => sources.findOne({ _id: id }), signal);
      if (!found) throw new Failure('swarm.source-missing', { tree: id });
      missing.push(SourceSchema.parse(found));
      wanted = missing.at(-1)?.needs;
    }
    for (const source of missing.reverse()) await this.#read(source, signal);
  }

  async #has(tree: string, signal: AbortSignal): Promise<boolean> {
    const { exitCode } = await this.#git(['rev-parse', '--quiet', '--verify', refOf(tree)], signal, [0, 1, 128]);
    return exitCode === 0;
  }

  /** The reference is set last, so that a bundle counts only when it was read whole. */
  async #read({ _id: tree, commit, bundle }: SourceDocument, signal: AbortSignal): Promise<void> {
    const path = join(this.#folder, `${tree}-${randomUUID()}.bundle`);
    try {
      const content = Readable.from(readStored(this.#collections.sourcePacks, bundle), { objectMode: false });
      await pipeline(content, createWriteStream(path), { signal });
      await this.#git(['bundle', 'unbundle', path], signal);
      await this.#git(['update-ref', refOf(tree), commit], signal);
    } finally {
      await rm(path, { force: true });
    }
  }

  #git(args: readonly string[], signal: AbortSignal, allowedExitCodes: readonly number[] = [0]) {
    return runCommand(['git', `--git-dir=${this.#mirror}`, ...args], { allowedExitCodes, neededFor }, signal);
  }
}

function refOf(tree: string): string {
  return `refs/sources/${tree}`;
}
