import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isFailure } from '../../../contract/failure.ts';
import { runCommand } from '../../../worker-images/worker/run-command.ts';
import { productPatterns } from './product-patterns.ts';
import { listChanges, runGit } from './repository.ts';

/** The state of a source folder at one moment, kept in a private git directory (docs/decisions/0001). */
export interface Snapshot {
  /** Project root it was taken of. */
  readonly folder: string;
  /** Hash of every file that is not ignored, with submodules. */
  readonly treeHash: string;
  /** The same without ini files: what a build depends on (docs/decisions/0002). */
  readonly sourceHash: string;
  /** Commit (short) and, with local changes, `+` and part of the tree hash. */
  readonly label: string;
  readonly dirty: boolean;
  /** Ini files of the tree, relative. */
  readonly iniFiles: readonly string[];
  /** One part for the folder, one for each submodule. */
  readonly parts: readonly SnapshotPart[];
}

interface SnapshotPart {
  /** Relative to the folder; '' is the folder itself. */
  readonly path: string;
  readonly gitFolder: string;
  readonly tree: string;
}

const mostMakefiles = 500;

/** Takes snapshots of source folders and brings private copies up to date; `storage` is where it keeps its git directories. */
export function createSnapshots(storage: string) {
  const going = new Map<string, Promise<unknown>>();

  /**
   * Takes everything that is not ignored, changed or not, pushed or not, without touching the user's repository. Of one folder one at a time: they share an index, and one
   * that finds it locked would begin anew under the other's feet.
   */
  function take(folder: string, signal?: AbortSignal): Promise<Snapshot> {
    const before = going.get(folder) ?? Promise.resolve();
    const mine = before.then(
      () => takeAlone(folder, signal),
      () => takeAlone(folder, signal),
    );
    going.set(folder, mine);
    return mine;
  }

  async function takeAlone(folder: string, signal?: AbortSignal): Promise<Snapshot> {
    const taken = await takeParts(folder, '', signal);
    const entries = taken.flatMap(({ part, files }) =>
      files.map(file => ({ ...file, path: joinPath(part.path, file.path) })),
    );
    const treeHash = hashEntries(entries);
    return {
      folder,
      treeHash,
      sourceHash: hashEntries(entries.filter(entry => !entry.path.endsWith('.ini'))),
      iniFiles: entries.map(entry => entry.path).filter(path => path.endsWith('.ini')),
      parts: taken.map(({ part }) => part),
      ...(await describe(folder, treeHash, signal)),
    };
  }

  /** Submodules, and repositories that merely lie inside, are parts of their own. */
  async function takeParts(folder: string, path: string, signal?: AbortSignal): Promise<Taken[]> {
    const part = await takePart(folder, path, signal);
    const entries = await listTree(part, signal);
    const isLink = (entry: Entry) => entry.facts.startsWith('160000');
    const present = entries.filter(entry => isLink(entry) && existsSync(join(folder, path, entry.path, '.git')));
    const inner = await Promise.all(present.map(link => takeParts(folder, joinPath(path, link.path), signal)));
    return [{ part, files: entries.filter(entry => !isLink(entry)) }, ...inner.flat()];
  }

  async function takePart(folder: string, path: string, signal?: AbortSignal): Promise<SnapshotPart> {
    const workTree = join(folder, path);
    try {
      return await addAll(workTree, path, signal);
    } catch (error) {
      if (!isFailure(error, 'tool.failed')) throw error;
      // Objects that were borrowed from the user's repository may have been pruned there: begin anew, once.
      await rm(gitFolderOf(storage, workTree), { recursive: true, force: true });
      return addAll(workTree, path, signal);
    }
  }

  async function addAll(workTree: string, path: string, signal?: AbortSignal): Promise<SnapshotPart> {
    const gitFolder = await openGitFolder(storage, workTree, signal);
    await privateGit(gitFolder, workTree, 'take', ['add', '--all'], signal);
    const makefiles = await listIgnoredMakefiles(gitFolder, workTree, signal);
    if (makefiles.length > 0) {
      await privateGit(gitFolder, workTree, 'take', ['add', '--force', '--', ...makefiles], signal);
    }
    const { stdout } = await privateGit(gitFolder, workTree, 'take', ['write-tree'], signal);
    return { path, gitFolder, tree: stdout.trim() };
  }

  /** Makes `target` hold exactly the snapshot's files (others, such as object files, stay), rewriting only what differs. */
  async function checkOut(snapshot: Snapshot, target: string, signal?: AbortSignal): Promise<void> {
    for (const part of snapshot.parts) {
      const workTree = join(target, part.path);
      await mkdir(workTree, { recursive: true });
      await privateGit(part.gitFolder, workTree, 'check-out', ['read-tree', '--reset', '-u', part.tree], signal);
    }
  }

  return { take, checkOut };
}

/** What `createSnapshots` makes. */
export type Snapshots = ReturnType<typeof createSnapshots>;

interface Entry {
  readonly path: string;
  /** Mode, type and object hash. */
  readonly facts: string;
}

interface Taken {
  readonly part: SnapshotPart;
  readonly files: readonly Entry[];
}

function joinPath(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function hashEntries(entries: readonly Entry[]): string {
  const hash = createHash('sha256');
  for (const entry of [...entries].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${entry.facts}\t${entry.path}\n`);
  return hash.digest('hex').slice(0, 40);
}

async function listTree(part: SnapshotPart, signal?: AbortSignal): Promise<Entry[]> {
  const { stdout } = await runCommand(
    ['git', `--git-dir=${part.gitFolder}`, 'ls-tree', '-r', '-z', part.tree],
    {},
    signal,
  );
  return stdout
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [facts = '', path = ''] = line.split('\t');
      return { path, facts };
    });
}

function privateGit(gitFolder: string, workTree: string, index: string, args: readonly string[], signal?: AbortSignal) {
  const environment = {
    GIT_DIR: gitFolder,
    GIT_WORK_TREE: workTree,
    GIT_INDEX_FILE: join(gitFolder, `index-${index}`),
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  };
  const command: [string, ...string[]] = [
    'git',
    '-c',
    'core.autocrlf=false',
    '-c',
    'core.fsmonitor=false',
    '-c',
    'gc.auto=0',
    ...args,
  ];
  return runCommand(command, { cwd: workTree, environment, neededFor: 'keeping the project’s source' }, signal);
}

/** Makefiles that opp_makemake or the IDE wrote are often ignored, since everybody can make their own; a build needs them all the same. */
async function listIgnoredMakefiles(gitFolder: string, workTree: string, signal?: AbortSignal): Promise<string[]> {
  const places = [
    ':(glob)**/Makefile',
    ...['node_modules', 'out', 'results'].map(name => `:(exclude,glob)**/${name}/**`),
  ];
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '-z', '--', ...places];
  const { stdout } = await privateGit(gitFolder, workTree, 'take', args, signal);
  return stdout.split('\0').filter(Boolean).slice(0, mostMakefiles);
}

function gitFolderOf(storage: string, workTree: string): string {
  return join(storage, `${basename(workTree)}-${createHash('sha256').update(workTree).digest('hex').slice(0, 12)}.git`);
}

async function openGitFolder(storage: string, workTree: string, signal?: AbortSignal): Promise<string> {
  const gitFolder = gitFolderOf(storage, workTree);
  if (existsSync(join(gitFolder, 'simswarm-ready'))) return gitFolder;
  await rm(gitFolder, { recursive: true, force: true });
  await mkdir(storage, { recursive: true });
  await runCommand(
    ['git', 'init', '--quiet', '--bare', gitFolder],
    { neededFor: 'keeping the project’s source' },
    signal,
  );
  await mkdir(join(gitFolder, 'info'), { recursive: true });
  await appendFile(join(gitFolder, 'info/exclude'), `${productPatterns.join('\n')}\n`);
  const objects = await readObjectsFolder(workTree, signal);
  if (objects) await writeFile(join(gitFolder, 'objects/info/alternates'), `${objects}\n`);
  await writeFile(join(gitFolder, 'simswarm-ready'), '');
  return gitFolder;
}

async function readObjectsFolder(workTree: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const { stdout } = await runGit(workTree, ['rev-parse', '--path-format=absolute', '--git-path', 'objects'], signal);
    return stdout.trim() || undefined;
  } catch (error) {
    if (isFailure(error, 'tool.failed')) return undefined;
    throw error;
  }
}

async function describe(
  folder: string,
  treeHash: string,
  signal?: AbortSignal,
): Promise<{ label: string; dirty: boolean }> {
  try {
    const commit = (await runGit(folder, ['rev-parse', '--short=10', 'HEAD'], signal)).stdout.trim();
    const dirty = (await listChanges(folder, signal)).length > 0;
    return { label: dirty ? `${commit}+${treeHash.slice(0, 8)}` : commit, dirty };
  } catch (error) {
    if (isFailure(error, 'tool.failed')) return { label: `tree ${treeHash.slice(0, 10)}`, dirty: false };
    throw error;
  }
}
