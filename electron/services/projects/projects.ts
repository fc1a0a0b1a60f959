import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Progress } from '../../../contract/call.ts';
import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import type { Contract } from '../../../contract/index.ts';
import type {
  BuildMode,
  BuildState,
  BuildSummary,
  Expansion,
  ExpansionRequest,
  Project,
} from '../../../contract/projects.ts';
import type { Service } from '../services.ts';
import { looksLikeProject, requireFolder } from './find-project.ts';
import { type PreflightProbes, preflight } from './preflight.ts';
import { type ReadRepository, readProject } from './read-project.ts';

/** Folders a person used before. */
export interface FolderHistory {
  /** Latest first. */
  listFolders(): Array<{ folder: string; name: string; lastUsed: number }>;
  noteFolder(folder: string, name: string, lastUsed: number): void;
  forgetFolder(folder: string): void;
}

/** What the service needs to build projects and to ask them about their runs. */
export interface ProjectBuilder {
  build(
    project: Project,
    mode: BuildMode,
    watch: { progress(progress: Progress): void; line(text: string): void },
    signal: AbortSignal,
  ): Promise<BuildSummary>;
  expand(request: ExpansionRequest, signal: AbortSignal): Promise<Expansion>;
}

export interface ProjectsOptions {
  readonly folders: FolderHistory;
  readonly builder: ProjectBuilder;
  readonly readRepository: ReadRepository;
  readonly probes: PreflightProbes;
  /** The example that comes with the application, if it does. */
  readonly example: string | undefined;
  readonly home: string;
  readonly now: () => number;
}

/** What a person does with projects. */
export function createProjects(options: ProjectsOptions): Service<Contract['projects']> {
  const { folders, builder, readRepository } = options;

  async function read(folder: string, signal: AbortSignal): Promise<Project> {
    const project = await readProject(folder, readRepository, signal);
    folders.noteFolder(project.folder, project.profile.name, options.now());
    return project;
  }

  return {
    read: ({ folder }, signal) => read(folder, signal),
    recent: async () => ({
      folders: folders.listFolders(),
      home: options.home,
      ...(options.example === undefined ? {} : { example: options.example }),
    }),
    forget: async ({ folder }) => folders.forgetFolder(folder),
    browse: ({ folder }) => browse(folder),
    build: ({ folder, mode }, signal) => watchBuild(options, folder, mode, signal),
    expand: (request, signal) => builder.expand(request, signal),
    preflight: async (request, signal) =>
      preflight(await readProject(request.folder, readRepository, signal), request, options.probes, signal),
  };
}

async function browse(asked: string) {
  const folder = resolve(asked);
  requireFolder(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch(error => {
    throw new Failure('file.not-readable', { path: folder, problem: String(error.code ?? error) }, error);
  });
  const names = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(entry => entry.name);
  const parent = dirname(folder);
  return {
    folder,
    ...(parent === folder ? {} : { parent }),
    entries: names
      .sort((a, b) => a.localeCompare(b))
      .map(name => ({ name, path: join(folder, name), looksLikeProject: looksLikeProject(join(folder, name)) })),
  };
}

const tellEvery = 100;

/** Builds and tells how it goes; whoever leaves the loop ends the build. */
async function* watchBuild(
  { builder, readRepository }: ProjectsOptions,
  folder: string,
  mode: BuildMode,
  signal: AbortSignal,
): AsyncGenerator<BuildState> {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let lines: string[] = [];
  let progress: Progress = { stage: 'snapshot' };
  const takeLines = () => lines.splice(0, lines.length);
  const watch = {
    progress: (now: Progress) => {
      progress = now;
    },
    line: (text: string) => void lines.push(text),
  };
  const building = readProject(folder, readRepository, both).then(project => builder.build(project, mode, watch, both));
  const outcome = building.then(
    (build): BuildState => ({ phase: 'ready', build, lines: [] }),
    (error): BuildState => ({ phase: 'failed', failure: toFailureRecord(error), lines: [] }),
  );
  try {
    while (true) {
      yield { phase: 'building', progress, lines: takeLines() };
      const ended = await Promise.race([outcome, later(tellEvery)]);
      if (ended) {
        if (!signal.aborted) yield { ...ended, lines: takeLines() };
        return;
      }
    }
  } finally {
    stop.abort(new Error('nobody watches the build any more'));
    lines = [];
  }
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise(done => setTimeout(() => done(undefined), milliseconds).unref());
}
