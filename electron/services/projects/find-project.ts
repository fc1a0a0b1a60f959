import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { ProjectProfile } from '../../../contract/projects.ts';
import { inetProfile, nedProfile, omnetppProfile, ProjectFile, toCustomProfile } from './profile.ts';

/** A project's root and how it is built and run. */
export interface FoundProject {
  readonly root: string;
  readonly profile: ProjectProfile;
}

const projectFile = 'simswarm.json';

/**
 * Finds the project a folder belongs to: the nearest folder upwards (not beyond the repository) with a `simswarm.json`, else an INET tree,
 * else the folder itself as a plain OMNeT++ model.
 */
export async function findProject(folder: string, repositoryRoot: string | undefined): Promise<FoundProject> {
  const candidates = foldersUpwards(folder, repositoryRoot);
  const custom = candidates.find(candidate => existsSync(join(candidate, projectFile)));
  if (custom) return { root: custom, profile: await readProfile(join(custom, projectFile)) };
  const inet = candidates.find(isInet);
  if (inet) return { root: inet, profile: inetProfile(basename(inet)) };
  const root = candidates.find(hasMakefile) ?? folder;
  return { root, profile: await readModel(root) };
}

/** A model without a makefile gets one, as the IDE would make it; one of nothing but NED needs none. */
async function readModel(root: string): Promise<ProjectProfile> {
  const name = basename(root);
  if (existsSync(join(root, 'Makefile'))) return omnetppProfile(name, await guessProgram(root));
  const [source] = await listFiles(root, file => /\.(cc|cpp)$/.test(file), 1);
  return source === undefined ? nedProfile(name) : omnetppProfile(name, `{root}/${name}{debugSuffix}`, true);
}

function foldersUpwards(folder: string, last: string | undefined): string[] {
  const folders = [folder];
  while (folders.at(-1) !== last && dirname(folders.at(-1) ?? '/') !== folders.at(-1)) {
    if (last === undefined) break;
    folders.push(dirname(folders.at(-1) ?? '/'));
  }
  return folders;
}

/** Whether a folder looks like something that can be simulated: for marking it in a folder list. */
export function looksLikeProject(folder: string): boolean {
  return ['simswarm.json', 'omnetpp.ini', 'package.ned', '.nedfolders'].some(name => existsSync(join(folder, name)));
}

function isInet(folder: string): boolean {
  return existsSync(join(folder, '.nedfolders')) && existsSync(join(folder, 'src/inet'));
}

function hasMakefile(folder: string): boolean {
  return existsSync(join(folder, 'Makefile')) && looksLikeProject(folder);
}

async function readProfile(path: string): Promise<ProjectProfile> {
  const invalid = (problem: string, cause?: unknown) =>
    new Failure('project.profile-invalid', { path, problem }, cause);
  const text = await readFile(path, 'utf8').catch(error => {
    throw new Failure('file.not-readable', { path, problem: String(error.code ?? error) }, error);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error), error);
  }
  const parsed = ProjectFile.safeParse(json);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  return toCustomProfile(parsed.data);
}

// opp_makemake names the program after the folder, or by --name/-o in the makefile's own comment.
async function guessProgram(root: string): Promise<string> {
  const text = await readFile(join(root, 'Makefile'), 'utf8');
  const target =
    /^TARGET_NAME\s*=\s*(\S+)/m.exec(text)?.[1] ?? /^TARGET\s*=\s*([\w.-]+)/m.exec(text)?.[1] ?? basename(root);
  return `{root}/${target.replace(/\$\(D\)/g, '')}${target.includes('$(D)') ? '{debugSuffix}' : ''}`;
}

const skipped = new Set(['results', 'out', 'node_modules', '.git', '.simswarm', 'doc', '.vscode']);
const deepest = 8;
const mostIniFiles = 2000;

/** Lists ini files below a folder (relative, forward slashes), leaving out results and build products; in each folder `omnetpp.ini`, which programs read unasked, comes first. */
export function listIniFiles(root: string): Promise<string[]> {
  return listFiles(root, name => name.endsWith('.ini'), mostIniFiles);
}

async function listFiles(root: string, isWanted: (name: string) => boolean, most: number): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    const entries = await readdir(join(root, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (rankOf(a.name) < rankOf(b.name) ? -1 : 1))) {
      if (found.length >= most) return;
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile() && isWanted(entry.name)) found.push(inner);
      else if (entry.isDirectory() && depth < deepest && !skipped.has(entry.name)) await visit(inner, depth + 1);
    }
  };
  await visit('', 0);
  return found;
}

function rankOf(name: string): string {
  return `${name === 'omnetpp.ini' ? 0 : 1}${name}`;
}

/** Fails with words when a path is no folder. */
export function requireFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) throw new Failure('project.not-a-folder', { path });
}
