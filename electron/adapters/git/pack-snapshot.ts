import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ignoreMissing } from '../../../worker-images/worker/ignore-missing.ts';
import { runCommand } from '../../../worker-images/worker/run-command.ts';
import type { Snapshot } from './snapshots.ts';

/** A part of a snapshot: its tree, and the private git directory that holds it. */
export type PackablePart = Snapshot['parts'][number];

const neededFor = 'sending the project’s source to the swarm';
// Who and when does not matter, and must not be anybody's business.
const nobody = { NAME: 'simswarm', EMAIL: 'simswarm@localhost', DATE: '1000000000 +0000' };
const identity = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap(role => Object.entries(nobody).map(([key, value]) => [`GIT_${role}_${key}`, value])),
);

/** Makes a commit of a part's tree, as a child of `base` if there is one: then it can be told as a change of it. */
export async function commitPart(part: PackablePart, base: string | undefined, signal: AbortSignal): Promise<string> {
  const parent = base ? ['-p', base] : [];
  const commit = await git(part, ['commit-tree', '-m', 'snapshot', ...parent, part.tree], signal);
  await git(part, ['update-ref', refOf(commit), commit], signal);
  return commit;
}

/** Writes a commit as a git bundle, without what `base` has; whoever calls removes the file. */
export async function bundleCommit(
  part: PackablePart,
  commit: string,
  base: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const path = join(tmpdir(), `simswarm-${randomUUID()}.bundle`);
  try {
    await git(part, ['bundle', 'create', '--quiet', path, refOf(commit), ...(base ? [`^${base}`] : [])], signal);
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Whether a commit is in a part's git directory. */
export async function hasCommit({ gitFolder }: PackablePart, commit: string, signal: AbortSignal): Promise<boolean> {
  const question: [string, ...string[]] = ['git', `--git-dir=${gitFolder}`, 'cat-file', '-e', `${commit}^{tree}`];
  return (await runCommand(question, { allowedExitCodes: [0, 1, 128], neededFor }, signal)).exitCode === 0;
}

/** Trees of this part that were sent somewhere, the latest first. */
export async function listSent({ gitFolder }: PackablePart): Promise<string[]> {
  const text = (await readFile(join(gitFolder, 'simswarm-sent'), 'utf8').catch(ignoreMissing)) ?? '';
  return [...new Set(text.split('\n').filter(Boolean).reverse())].slice(0, 100);
}

/** Remembers that a part was sent. */
export async function rememberSent({ gitFolder, tree }: PackablePart): Promise<void> {
  await appendFile(join(gitFolder, 'simswarm-sent'), `${tree}\n`);
}

async function git({ gitFolder }: PackablePart, args: readonly string[], signal: AbortSignal): Promise<string> {
  const command: [string, ...string[]] = ['git', `--git-dir=${gitFolder}`, ...args];
  return (await runCommand(command, { environment: identity, neededFor }, signal)).stdout.trim();
}

function refOf(commit: string): string {
  return `refs/snapshots/${commit}`;
}
