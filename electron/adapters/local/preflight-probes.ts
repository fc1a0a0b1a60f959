import { existsSync } from 'node:fs';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isFailure } from '../../../contract/failure.ts';
import type { ExpansionRequest, Project } from '../../../contract/projects.ts';
import { readNedPath } from '../../../worker-images/worker/ned-path.ts';
import type { PreflightProbes } from '../../services/projects/preflight.ts';
import type { Builds } from './builds/builds.ts';
import type { LocalProjects } from './local-projects.ts';

/** What earlier campaigns tell about results. */
export interface ResultHistory {
  /** Bytes that finished runs of a configuration left on average. */
  usualResultBytes(folder: string, configuration: string): number | undefined;
  /** Result files that campaigns of a configuration left: path relative to the project → size. */
  knownResults(folder: string, configuration: string): ReadonlyMap<string, number>;
}

export interface ProbeOptions {
  readonly builds: Builds;
  readonly projects: LocalProjects;
  readonly history: ResultHistory;
  readonly simulatorPath: () => string | undefined;
}

/** Finds out on this computer what the pre-flight check wants to know. */
export function createPreflightProbes({ builds, projects, history, simulatorPath }: ProbeOptions): PreflightProbes {
  const onPath = (program: string) => isOnPath(program, simulatorPath());
  return {
    async isRunnable(project, { mode }) {
      const [program = ''] = project.profile.run;
      if (!program.includes('/')) return onPath(program.replace('{runSuffix}', mode === 'debug' ? '_dbg' : '_release'));
      const artifact = await builds.latestArtifact(project.folder, mode);
      if (artifact === undefined) return undefined;
      const suffix = mode === 'debug' ? '_dbg' : '';
      return existsSync(program.replace('{root}', artifact).replace('{debugSuffix}', suffix));
    },
    async hasCompiler({ profile }) {
      const [tool = ''] = profile.build?.commands[0] ?? [];
      if (!profile.build) return true;
      const needsCompiler = profile.kind !== 'custom' || tool === 'make';
      const compilers = [process.env.CXX ?? 'c++', 'g++', 'clang++'];
      return onPath(tool) && (!needsCompiler || compilers.some(onPath));
    },
    async missingNedFolders(project) {
      return readNedPath(project.folder).folders.filter(folder => !existsSync(join(project.folder, folder)));
    },
    declaresNetwork,
    async roomFor(project) {
      const { bavail, bsize } = await statfs(project.folder);
      return bavail * bsize;
    },
    usualResultBytes: (project, { configuration }) => history.usualResultBytes(project.folder, configuration),
    async foreignResults(project, { configuration }, workingDirectory) {
      const known = history.knownResults(project.folder, configuration);
      const folder = join(workingDirectory, 'results');
      const names = await readdir(join(project.folder, folder)).catch(() => []);
      return names.filter(name => isResultOf(name, configuration) && !known.has(join(folder, name))).length;
    },
    countRuns: (request, signal) => countRuns(projects, request, signal),
  };
}

function isOnPath(program: string, first: string | undefined): boolean {
  if (program.includes('/')) return existsSync(program);
  const folders = [...(first ? [first] : []), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.some(folder => existsSync(join(folder, program)));
}

// The default names begin with the configuration's and go on with values or a repetition.
function isResultOf(name: string, configuration: string): boolean {
  return (
    /\.(sca|vec|vci)$/.test(name) && (name.startsWith(`${configuration}-`) || name.startsWith(`${configuration}#`))
  );
}

async function countRuns(
  projects: LocalProjects,
  request: ExpansionRequest,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    return (await projects.expand(request, signal)).runs.length;
  } catch (error) {
    // Not built yet, or an ini file the simulation refuses: other checks and the expansion itself tell of that.
    if (isFailure(error)) return undefined;
    throw error;
  }
}

async function declaresNetwork(project: Project, network: string, signal: AbortSignal): Promise<boolean> {
  const name = network.split('.').at(-1) ?? network;
  const declaration = new RegExp(`\\b(?:network|module)\\s+${name.replace(/[^\w]/g, '\\$&')}\\b`);
  for (const folder of readNedPath(project.folder).folders) {
    for await (const path of listNedFiles(join(project.folder, folder))) {
      signal.throwIfAborted();
      if (declaration.test(await readFile(path, 'utf8'))) return true;
    }
  }
  return false;
}

const skipped = new Set(['results', 'out', 'node_modules', '.git']);

async function* listNedFiles(folder: string): AsyncGenerator<string> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* listNedFiles(join(folder, entry.name));
    else if (entry.isFile() && entry.name.endsWith('.ned')) yield join(folder, entry.name);
  }
}
