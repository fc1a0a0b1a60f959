import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure } from '../../../contract/failure.ts';
import type { Repository } from '../../../contract/projects.ts';
import { type CommandResult, runCommand } from '../../../worker-images/worker/run-command.ts';
import { productPatterns } from './product-patterns.ts';

const mostNamedFiles = 100;

/** Asks git about the repository a folder is in; undefined when it is in none (or in one that git refuses to read). */
export async function readRepository(folder: string, signal?: AbortSignal): Promise<Repository | undefined> {
  const root = await readRoot(folder, signal);
  if (root === undefined) return undefined;
  const git = (...args: string[]) => runGit(root, args, signal);
  const [commit, branch, changes, remote, submodules] = await Promise.all([
    optional(git('rev-parse', '--verify', '--quiet', 'HEAD')),
    optional(git('symbolic-ref', '--quiet', '--short', 'HEAD')),
    listChanges(root, signal),
    readRemote(git),
    readSubmodules(root, signal),
  ]);
  const unpushedCommits = remote && commit ? await countUnpushed(git) : undefined;
  return {
    root,
    dirty: { count: changes.length, files: changes.slice(0, mostNamedFiles) },
    submodules,
    ...(remote === undefined ? {} : { remote }),
    ...(commit === undefined ? {} : { commit }),
    ...(branch === undefined ? {} : { branch }),
    ...(unpushedCommits === undefined ? {} : { unpushedCommits }),
  };
}

type Git = (...args: string[]) => Promise<CommandResult>;

/** Runs git in a folder without locks of its own, questions to a terminal, or translated texts. */
export function runGit(folder: string, args: readonly string[], signal?: AbortSignal): Promise<CommandResult> {
  const environment = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return runCommand(
    ['git', '-C', folder, ...args],
    { environment, neededFor: 'reading and keeping the project’s source' },
    signal,
  );
}

async function readRoot(folder: string, signal?: AbortSignal): Promise<string | undefined> {
  return optional(runGit(folder, ['rev-parse', '--show-toplevel'], signal));
}

// A question to which "no" is a fine answer: git says it with an exit code.
async function optional(answer: Promise<CommandResult>): Promise<string | undefined> {
  try {
    return (await answer).stdout.trim() || undefined;
  } catch (error) {
    if (isFailure(error, 'tool.failed')) return undefined;
    throw error;
  }
}

async function readRemote(git: Git): Promise<string | undefined> {
  const names = (await git('remote')).stdout.split('\n').filter(Boolean);
  const name = names.includes('origin') ? 'origin' : names[0];
  const url = name === undefined ? undefined : await optional(git('remote', 'get-url', name));
  // Credentials in an address must not travel further than git.
  return url?.replace(/^(\w+:\/\/)[^@/]+@/, '$1');
}

async function countUnpushed(git: Git): Promise<number | undefined> {
  const count = await optional(git('rev-list', '--count', 'HEAD', '--not', '--remotes'));
  return count === undefined ? undefined : Number(count);
}

/** Lists what differs from the commit below a folder, relative to the repository's root; what simulations and compilers leave behind is no change. */
export async function listChanges(folder: string, signal?: AbortSignal): Promise<string[]> {
  const tracked = ['status', '--porcelain=v1', '-z', '--untracked-files=no', '--ignore-submodules=none', '--', '.'];
  const patterns = productPatterns.flatMap(pattern => ['--exclude', pattern]);
  const untracked = ['ls-files', '--others', '--exclude-standard', '--full-name', '-z', ...patterns, '--', '.'];
  const [changed, added] = await Promise.all([runGit(folder, tracked, signal), runGit(folder, untracked, signal)]);
  return [...readStatus(changed.stdout), ...added.stdout.split('\0').filter(Boolean)];
}

function readStatus(status: string): string[] {
  const files: string[] = [];
  const entries = status.split('\0');
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] ?? '';
    if (entry === '') continue;
    files.push(entry.slice(3));
    // A rename is followed by the name it had.
    if (entry[0] === 'R' || entry[0] === 'C') at++;
  }
  return files;
}

async function readSubmodules(root: string, signal?: AbortSignal): Promise<Repository['submodules']> {
  const has = await access(join(root, '.gitmodules')).then(
    () => true,
    () => false,
  );
  if (!has) return [];
  const { stdout } = await runGit(root, ['submodule', 'status', '--recursive'], signal);
  return stdout
    .split('\n')
    .map(line => /^([ +\-U])([0-9a-f]+) (.+?)(?: \(.*\))?$/.exec(line))
    .filter(match => match !== null)
    .map(([, mark, commit = '', path = '']) => ({
      path,
      commit,
      state: mark === '-' ? ('missing' as const) : mark === ' ' ? ('clean' as const) : ('changed' as const),
    }));
}
