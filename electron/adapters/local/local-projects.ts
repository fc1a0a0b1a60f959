import { join } from 'node:path';
import { Failure } from '../../../contract/failure.ts';
import type { BuildMode, Expansion, ExpansionRequest, IniFile, Project } from '../../../contract/projects.ts';
import {
  askConfigurationOf,
  askEffectiveConfigurations,
  askRuns,
  type EffectiveFacts,
  type Question,
} from '../../../worker-images/worker/ask-simulation.ts';
import { type Commands, toCommands } from '../../../worker-images/worker/commands.ts';
import { readProject } from '../../services/projects/read-project.ts';
import { readRepository } from '../git/repository.ts';
import type { Build, Builds, BuildWatch } from './builds/builds.ts';

/** A project with the ini file a question is about. */
export interface ProjectWithIni extends Omit<Project, 'iniFiles'> {
  readonly iniFile: IniFile;
}

/** What can be done with projects on this computer: read, build, prepare, ask. */
export function createLocalProjects(builds: Builds, simulatorPath: () => string | undefined) {
  /** Reads a project and finds the configuration that is asked for; fails with what is not there. */
  async function read(request: ExpansionRequest, signal: AbortSignal): Promise<ProjectWithIni> {
    const { iniFiles, ...project } = await readProject(request.folder, readRepository, signal);
    const iniFile = iniFiles.find(({ path }) => path === request.iniFile);
    if (!iniFile) throw new Failure('file.not-found', { path: join(project.folder, request.iniFile) });
    const known = iniFile.configurations.map(({ name }) => name);
    // An ini file that we cannot read may still be one the simulation can.
    if (!iniFile.problem && !known.includes(request.configuration)) {
      throw new Failure('project.unknown-configuration', { configuration: request.configuration, known });
    }
    return { ...project, iniFile };
  }

  function commands(project: ProjectWithIni, root: string, request: ExpansionRequest): Commands {
    const { profile } = project;
    const { iniFile, configuration, options, mode } = request;
    return toCommands({ root, profile, iniFile, configuration, options, mode, simulatorPath: simulatorPath() });
  }

  function question(project: ProjectWithIni, root: string, request: ExpansionRequest): Question {
    return { ...commands(project, root, request), runFilter: request.runFilter };
  }

  function build(project: ProjectWithIni | Project, mode: BuildMode, watch: BuildWatch, signal: AbortSignal) {
    return builds.build(project.folder, project.profile, mode, watch, signal);
  }

  /**
   * The runs of a configuration as the ini file is now. The simulation that answers is the latest build's: what it was compiled from does not change what an
   * ini file expands to.
   */
  async function expand(request: ExpansionRequest, signal: AbortSignal): Promise<Expansion> {
    const project = await read(request, signal);
    const artifact = await builds.latestArtifact(project.folder, request.mode);
    if (artifact === undefined) throw new Failure('project.not-built', { folder: project.folder });
    const asked = question(project, artifact, request);
    return askRuns({ ...asked, workingDirectory: join(project.folder, project.iniFile.workingDirectory) }, signal);
  }

  return {
    read,
    commands,
    question,
    build,
    expand,
    prepare: (build: Build, signal: AbortSignal): Promise<string> => builds.prepare(build, signal),
    runs: (asked: Question, signal: AbortSignal): Promise<Expansion> => askRuns(asked, signal),
    effectiveConfigurations: (asked: Question, signal: AbortSignal): Promise<Map<number, EffectiveFacts>> =>
      askEffectiveConfigurations(asked, signal),
    configurationOf: (asked: Question, run: number, signal: AbortSignal) => askConfigurationOf(asked, run, signal),
  };
}

/** What `createLocalProjects` makes. */
export type LocalProjects = ReturnType<typeof createLocalProjects>;
