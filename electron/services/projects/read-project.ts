import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { Failure, type FailureRecord, isFailure, toFailureRecord } from '../../../contract/failure.ts';
import type { IniFile, Project, Repository } from '../../../contract/projects.ts';
import { toConfigurations } from './configurations.ts';
import { findProject, listIniFiles, requireFolder } from './find-project.ts';
import { parseIni, type ReadInclude } from './ini-file.ts';

/** What reading a project needs of git. */
export type ReadRepository = (folder: string, signal?: AbortSignal) => Promise<Repository | undefined>;

/** Reads everything a folder tells about itself without building it; what is broken in part is told in `problems`. */
export async function readProject(
  folder: string,
  readRepository: ReadRepository,
  signal?: AbortSignal,
): Promise<Project> {
  const asked = resolve(folder);
  requireFolder(asked);
  const problems: FailureRecord[] = [];
  const repository = await readRepository(asked, signal).catch(error => {
    // Without git everything but provenance still works.
    if (!isFailure(error, 'tool.missing', 'tool.failed')) throw error;
    problems.push(toFailureRecord(error));
    return undefined;
  });
  const { root, profile } = await findProject(asked, repository?.root);
  const iniFiles = (await listIniFiles(root)).map(path => readIniFile(root, path));
  if (iniFiles.length === 0) problems.push(toFailureRecord(new Failure('project.no-configurations', { path: root })));
  return {
    folder: root,
    asked: relative(root, asked).split(sep).join('/'),
    profile,
    iniFiles,
    problems,
    ...(repository ? { repository } : {}),
  };
}

function readIniFile(root: string, path: string): IniFile {
  const folder = dirname(path);
  const base = { path, workingDirectory: folder === '.' ? '' : folder, includes: [], configurations: [] };
  try {
    const absolute = join(root, path);
    const ini = parseIni(readFileSync(absolute, 'utf8'), absolute, includeFrom(dirname(absolute)));
    return { ...base, includes: [...ini.includes], configurations: toConfigurations(ini) };
  } catch (error) {
    return { ...base, problem: toFailureRecord(error) };
  }
}

function includeFrom(folder: string): ReadInclude {
  return path => {
    const absolute = resolve(folder, path);
    try {
      return { text: readFileSync(absolute, 'utf8'), path: absolute, readInclude: includeFrom(dirname(absolute)) };
    } catch (error) {
      throw new Failure('file.not-found', { path: absolute }, error);
    }
  };
}
