import { z } from 'zod';
import { Bytes, call, Moment, Progress, watch } from './call.ts';
import { FailureRecord } from './failure.ts';

/** How a project is built, what of it a run needs, how it is run and asked for its runs. Arguments, never a shell line. */
export const ProjectProfile = z.object({
  kind: z.enum(['inet', 'omnetpp', 'custom']),
  name: z.string(),
  /**
   * Placeholders inside arguments: {root} {jobs} {mode} {ini} {configuration} {run} {nedPath}, {debugSuffix} (`_dbg` or nothing) and {runSuffix}
   * (`_dbg` or `_release`).
   */
  build: z
    .object({ commands: z.array(z.array(z.string()).min(1)).min(1), clean: z.array(z.string()).min(1).optional() })
    .optional(),
  artifact: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }),
  run: z.array(z.string()).min(1),
  list: z.array(z.string()).min(1),
  environment: z.record(z.string(), z.string()),
});
export type ProjectProfile = z.infer<typeof ProjectProfile>;

export const Repository = z.object({
  root: z.string(),
  remote: z.string().optional(),
  /** Full hash; absent before the first commit. */
  commit: z.string().optional(),
  /** Absent when HEAD is detached. */
  branch: z.string().optional(),
  /** Changed and untracked (not ignored) files; at most a hundred are named. */
  dirty: z.object({ count: z.number().int(), files: z.array(z.string()) }),
  /** Commits that no remote branch holds; undefined when there is no remote. */
  unpushedCommits: z.number().int().optional(),
  submodules: z.array(
    z.object({ path: z.string(), commit: z.string().optional(), state: z.enum(['clean', 'changed', 'missing']) }),
  ),
});
export type Repository = z.infer<typeof Repository>;

/** One `[Config X]` (or `[X]`, or `[General]`) of an ini file, with what it inherits. */
export const Configuration = z.object({
  name: z.string(),
  description: z.string().optional(),
  /** Nearest first, `General` last. */
  inherits: z.array(z.string()),
  abstract: z.boolean(),
  network: z.string().optional(),
  /** Iteration variables seen in its effective text; the simulation's own answer is what counts. */
  iterationVariables: z.array(z.string()),
  repeat: z.string().optional(),
  simTimeLimit: z.string().optional(),
  line: z.number().int(),
});
export type Configuration = z.infer<typeof Configuration>;

export const IniFile = z.object({
  /** Relative to the project root, with forward slashes. */
  path: z.string(),
  /** Where a run of it starts: the ini file's folder, relative to the project root ('' is the root). */
  workingDirectory: z.string(),
  includes: z.array(z.string()),
  configurations: z.array(Configuration),
  problem: FailureRecord.optional(),
});
export type IniFile = z.infer<typeof IniFile>;

/** Everything a folder tells about itself without building it. */
export const Project = z.object({
  /** The project's root: where its profile applies. Absolute. */
  folder: z.string(),
  /** The folder that was asked for, relative to the root. */
  asked: z.string(),
  profile: ProjectProfile,
  repository: Repository.optional(),
  iniFiles: z.array(IniFile),
  problems: z.array(FailureRecord),
});
export type Project = z.infer<typeof Project>;

export const BuildMode = z.enum(['release', 'debug']);
export type BuildMode = z.infer<typeof BuildMode>;

/** A compiled project that runs can share. */
export const BuildSummary = z.object({
  key: z.string(),
  /** Commit (short), `+` and a hash of the local changes where there are some. */
  label: z.string(),
  mode: BuildMode,
  reused: z.boolean(),
  seconds: z.number(),
  size: Bytes,
});
export type BuildSummary = z.infer<typeof BuildSummary>;

export const BuildState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('building'), progress: Progress, lines: z.array(z.string()) }),
  z.object({ phase: z.literal('ready'), build: BuildSummary, lines: z.array(z.string()) }),
  z.object({ phase: z.literal('failed'), failure: FailureRecord, lines: z.array(z.string()) }),
]);
export type BuildState = z.infer<typeof BuildState>;

/** One run a configuration expands to, before it is run. */
export const ExpandedRun = z.object({
  number: z.number().int(),
  /** In the order of the expansion's `iterationVariables`. */
  values: z.array(z.string()),
  repetition: z.number().int(),
});
export type ExpandedRun = z.infer<typeof ExpandedRun>;

export const Expansion = z.object({ iterationVariables: z.array(z.string()), runs: z.array(ExpandedRun) });
export type Expansion = z.infer<typeof Expansion>;

/** What is needed to ask a simulation about its runs; the run filter replaces, never adds to, any other. */
export const ExpansionRequest = z.object({
  folder: z.string(),
  iniFile: z.string(),
  configuration: z.string(),
  runFilter: z.string().optional(),
  /** Further `--key=value` arguments, as they would be given to the simulation. */
  options: z.array(z.string().regex(/^--[^\s=]+=.*$/su)).default([]),
  mode: BuildMode.default('release'),
});
export type ExpansionRequest = z.infer<typeof ExpansionRequest>;

/** Something the pre-flight check found. */
export const Finding = z.object({
  id: z.enum([
    'unbounded-time',
    'vectors-large',
    'dirty-tree',
    'unpushed-commit',
    'abstract-configuration',
    'executable-missing',
    'network-not-found',
    'ned-folder-not-found',
    'results-overwritten',
    'disk-room',
    'compiler-missing',
  ]),
  severity: z.enum(['error', 'warning', 'note']),
  /** Facts for the words, e.g. sizes in bytes, names, counts. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  /** What a button can do about it, where one can. */
  fix: z
    .discriminatedUnion('action', [
      z.object({ action: z.literal('add-option'), option: z.string() }),
      z.object({ action: z.literal('build') }),
      z.object({ action: z.literal('choose-configuration') }),
      z.object({ action: z.literal('reuse-results') }),
    ])
    .optional(),
});
export type Finding = z.infer<typeof Finding>;

export const FolderEntry = z.object({ name: z.string(), path: z.string(), looksLikeProject: z.boolean() });

export const projects = {
  /** Reads a folder: root, repository, profile, ini files and their configurations. */
  read: call(z.object({ folder: z.string() }), Project),
  /** Folders that were used before, latest first, and the example that comes with the application. */
  recent: call(
    z.object({}),
    z.object({
      folders: z.array(z.object({ folder: z.string(), name: z.string(), lastUsed: Moment })),
      example: z.string().optional(),
      home: z.string(),
    }),
  ),
  forget: call(z.object({ folder: z.string() }), z.void()),
  /** The folders inside a folder, for choosing one in a page. */
  browse: call(
    z.object({ folder: z.string() }),
    z.object({ folder: z.string(), parent: z.string().optional(), entries: z.array(FolderEntry) }),
  ),
  /** Builds the working tree as it is, or finds the build that is already there; the compiler's lines come as they are. */
  build: watch(z.object({ folder: z.string(), mode: BuildMode.default('release') }), BuildState),
  /** Asks the built simulation which runs a configuration expands to. */
  expand: call(ExpansionRequest, Expansion),
  /** Looks for what would waste the campaign before it starts. */
  preflight: call(ExpansionRequest.extend({ limitsSeconds: z.number().optional() }), z.array(Finding)),
};
