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
export async function openSourceMirror(folder: string, collections: SwarmCollections) {
  const mirror = join(folder, 'mirror.git');
  if (!existsSync(join(mirror, 'simswarm-ready'))) {
    await rm(mirror, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await runCommand(['git', 'init', '--quiet', '--bare', mirror], { neededFor });
    await writeFile(join(mirror, 'simswarm-ready'), '');
  }

  /** Makes sure that a commit is there with all it refers to. Fails with `swarm.source-missing`. */
  async function fetch(commit: string, signal: AbortSignal): Promise<void> {
    const missing: SourceDocument[] = [];
    for (
      let wanted: string | undefined = commit;
      wanted && !(await has(wanted, signal));
      wanted = missing.at(-1)?.needs
    ) {
      const found = await patiently(() => collections.sources.findOne({ _id: wanted }), signal);
      if (!found) throw new Failure('swarm.source-missing', { commit: wanted });
      missing.push(SourceSchema.parse(found));
    }
    for (const source of missing.reverse()) await read(source, signal);
  }

  async function has(commit: string, signal: AbortSignal): Promise<boolean> {
    const question: [string, ...string[]] = [
      'git',
      `--git-dir=${mirror}`,
      'rev-parse',
      '--quiet',
      '--verify',
      refOf(commit),
    ];
    return (await runCommand(question, { allowedExitCodes: [0, 1, 128], neededFor }, signal)).exitCode === 0;
  }

  /** The reference is set last, so that a bundle counts only when it was read whole. */
  async function read({ _id: commit, bundle }: SourceDocument, signal: AbortSignal): Promise<void> {
    const path = join(folder, `${commit}.bundle`);
    const content = Readable.from(readStored(collections.sourcePacks, bundle), { objectMode: false });
    await pipeline(content, createWriteStream(path), { signal });
    await runCommand(['git', `--git-dir=${mirror}`, 'bundle', 'unbundle', path], { neededFor }, signal);
    await runCommand(['git', `--git-dir=${mirror}`, 'update-ref', refOf(commit), commit], { neededFor }, signal);
    await rm(path, { force: true });
  }

  /** Makes `target` hold exactly the parts' files (others, such as object files, stay), rewriting only what differs. */
  async function checkOut(parts: readonly SourcePart[], target: string, signal: AbortSignal): Promise<void> {
    for (const { commit } of parts) await fetch(commit, signal);
    const indexes = `${target}.indexes`;
    // An index knows which files are up to date, but only of the folder it was made with.
    if ((await readdir(target)).length === 0) await rm(indexes, { recursive: true, force: true });
    await mkdir(indexes, { recursive: true });
    for (const { path, commit } of parts) {
      const workTree = join(target, path);
      await mkdir(workTree, { recursive: true });
      const environment = {
        GIT_DIR: mirror,
        GIT_WORK_TREE: workTree,
        GIT_INDEX_FILE: join(indexes, `index-${path.replaceAll('/', '+')}`),
        LC_ALL: 'C',
      };
      const command: [string, ...string[]] = ['git', '-c', 'core.autocrlf=false', 'read-tree', '--reset', '-u', commit];
      await runCommand(command, { cwd: workTree, environment, neededFor }, signal);
    }
  }

  return { checkOut };
}

/** What `openSourceMirror` opens. */
export type SourceMirror = Awaited<ReturnType<typeof openSourceMirror>>;

function refOf(commit: string): string {
  return `refs/sources/${commit}`;
}
