import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../worker-images/worker/run-command.ts';
import type { Snapshot } from './snapshots.ts';

/** A part of a snapshot as a commit of its own, which others can be packed on top of. */
export interface PackedPart {
  readonly path: string;
  readonly gitFolder: string;
  /** Holds the part's tree and nothing else; the same tree always has the same commit. */
  readonly commit: string;
}

const neededFor = 'sending the project’s source to the swarm';
// Who and when must not matter, or equal trees would have different names.
const nobody = { name: 'simswarm', email: 'simswarm@localhost', date: '1000000000 +0000' };

/** Gives every part of a snapshot its commit. */
export function commitParts({ parts }: Snapshot, signal: AbortSignal): Promise<PackedPart[]> {
  return Promise.all(
    parts.map(async ({ path, gitFolder, tree }) => {
      const environment = {
        GIT_AUTHOR_NAME: nobody.name,
        GIT_AUTHOR_EMAIL: nobody.email,
        GIT_AUTHOR_DATE: nobody.date,
        GIT_COMMITTER_NAME: nobody.name,
        GIT_COMMITTER_EMAIL: nobody.email,
        GIT_COMMITTER_DATE: nobody.date,
      };
      const command: [string, ...string[]] = ['git', `--git-dir=${gitFolder}`, 'commit-tree', '-m', 'snapshot', tree];
      const commit = (await runCommand(command, { environment, neededFor }, signal)).stdout.trim();
      await git(gitFolder, ['update-ref', refOf(commit), commit], signal);
      return { path, gitFolder, commit };
    }),
  );
}

/** Writes a part as a git bundle, only what `base` lacks if there is one; whoever calls removes the file. */
export async function bundlePart(
  { gitFolder, commit }: PackedPart,
  base: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const path = join(tmpdir(), `simswarm-${randomUUID()}.bundle`);
  try {
    await git(gitFolder, ['bundle', 'create', '--quiet', path, refOf(commit), ...(base ? [`^${base}`] : [])], signal);
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Commits of this part that were sent somewhere and are still here, the latest first. */
export async function listSent({ gitFolder }: PackedPart): Promise<string[]> {
  const text = await readFile(join(gitFolder, 'simswarm-sent'), 'utf8').catch(() => '');
  return [...new Set(text.split('\n').filter(Boolean).reverse())].slice(0, 100);
}

/** Remembers that a commit was sent. */
export async function rememberSent({ gitFolder, commit }: PackedPart): Promise<void> {
  await appendFile(join(gitFolder, 'simswarm-sent'), `${commit}\n`);
}

async function git(gitFolder: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  await runCommand(['git', `--git-dir=${gitFolder}`, ...args], { neededFor }, signal);
}

function refOf(commit: string): string {
  return `refs/snapshots/${commit}`;
}
