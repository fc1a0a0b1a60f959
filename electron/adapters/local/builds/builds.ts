import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Progress } from '../../../../contract/call.ts';
import type { BuildMode, BuildSummary, ProjectProfile } from '../../../../contract/projects.ts';
import { fillArguments } from '../../../../worker-images/worker/arguments.ts';
import { buildProject, hasArtifact, prepareTree } from '../../../../worker-images/worker/build.ts';
import { fillEnvironment, searchPath } from '../../../../worker-images/worker/commands.ts';
import { ignoreMissing } from '../../../../worker-images/worker/ignore-missing.ts';
import { runCommand } from '../../../../worker-images/worker/run-command.ts';
import type { Snapshot, Snapshots } from '../../git/snapshots.ts';

/** A compiled project, ready to be prepared for runs. */
export interface Build extends BuildSummary {
  readonly artifactFolder: string;
  readonly snapshot: Snapshot;
}

export interface BuildsOptions {
  /** Everything the builds need is kept below this folder. */
  readonly storageFolder: string;
  readonly snapshots: Snapshots;
  readonly jobs?: number;
  /** Where to look for OMNeT++'s programs before the PATH. */
  readonly simulatorPath?: () => string | undefined;
}

export interface BuildWatch {
  progress(progress: Progress): void;
  line(text: string): void;
}

const Manifest = z.object({ label: z.string(), seconds: z.number(), size: z.number(), files: z.number() });
type Manifest = z.infer<typeof Manifest>;

/** Builds projects once per build key on this computer, and keeps what came of it (docs/decisions/0001, 0002). */
export function openBuilds(options: BuildsOptions) {
  const { storageFolder, snapshots, jobs = availableParallelism(), simulatorPath = () => undefined } = options;
  const artifacts = join(storageFolder, 'builds');
  const sources = join(storageFolder, 'sources');
  const prepared = join(storageFolder, 'prepared');
  const going = new Map<string, Promise<unknown>>();

  /** Builds the folder as it is now, or finds the build that is there; a source folder is compiled by one at a time. */
  async function build(
    folder: string,
    profile: ProjectProfile,
    mode: BuildMode,
    watch: BuildWatch,
    signal: AbortSignal,
  ): Promise<Build> {
    watch.progress({ stage: 'snapshot', fraction: 0 });
    await mkdir(sources, { recursive: true });
    const snapshot = await snapshots.take(folder, signal);
    const source = sourceOf(folder, mode);
    return oneAtATime(source, async () => {
      const built = await buildSnapshot({ snapshot, profile, mode, source, watch }, signal);
      await writeFile(`${source}.latest`, built.key);
      return built;
    });
  }

  function sourceOf(folder: string, mode: BuildMode): string {
    return join(sources, hashText(`${folder}\0${mode}`).slice(0, 16));
  }

  /** The artifact of the last build of a folder, whatever has changed since; undefined when there is none. */
  async function latestArtifact(folder: string, mode: BuildMode): Promise<string | undefined> {
    const key = await readFile(`${sourceOf(folder, mode)}.latest`, 'utf8').catch(ignoreMissing);
    if (key === undefined) return undefined;
    const artifact = join(artifacts, key, 'artifact');
    return (await hasArtifact(artifact)) ? artifact : undefined;
  }

  interface Work {
    readonly snapshot: Snapshot;
    readonly profile: ProjectProfile;
    readonly mode: BuildMode;
    readonly source: string;
    readonly watch: BuildWatch;
  }

  async function buildSnapshot({ snapshot, profile, mode, source, watch }: Work, signal: AbortSignal): Promise<Build> {
    const key = await keyOf(snapshot, profile, mode);
    const artifactFolder = join(artifacts, key, 'artifact');
    const manifestPath = join(artifacts, key, 'manifest.json');
    const kept = await readManifest(manifestPath);
    const common = { key, label: snapshot.label, mode, artifactFolder, snapshot };
    if (kept && (await hasArtifact(artifactFolder))) {
      return { ...common, reused: true, seconds: kept.seconds, size: kept.size };
    }
    await mkdir(join(artifacts, key), { recursive: true });
    await snapshots.checkOut(snapshot, source, signal);
    const values = { root: source, jobs: String(jobs), mode };
    const request = {
      source,
      commands: profile.build?.commands.map(command => fillArguments(command, values)) ?? [],
      environment: { ...fillEnvironment(profile, values), ...searchPath(simulatorPath()) },
      artifact: profile.artifact,
      artifactFolder,
    };
    const outcome = await buildProject(request, watch, signal);
    // The manifest comes last: an artifact without it is taken as not there.
    await writeFile(manifestPath, JSON.stringify({ label: snapshot.label, ...outcome } satisfies Manifest));
    return { ...common, reused: false, seconds: outcome.seconds, size: outcome.size };
  }

  /** Makes the folder that runs of this source state execute from. */
  async function prepare({ key, snapshot, mode }: Build, signal: AbortSignal): Promise<string> {
    const target = join(prepared, `${key.slice(0, 24)}-${snapshot.treeHash.slice(0, 16)}`);
    if (await hasArtifact(target)) return target;
    const source = sourceOf(snapshot.folder, mode);
    await mkdir(prepared, { recursive: true });
    return oneAtATime(source, async () => {
      await snapshots.checkOut(snapshot, source, signal);
      await prepareTree(join(artifacts, key, 'artifact'), source, snapshot.iniFiles, target);
      return target;
    });
  }

  async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = going.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    going.set(name, mine);
    try {
      return await mine;
    } finally {
      if (going.get(name) === mine) going.delete(name);
    }
  }

  /** Removes builds and prepared trees that are not among the keys in use; answers with the bytes that came free. */
  async function clean(keysInUse: ReadonlySet<string>): Promise<number> {
    let freed = 0;
    for (const key of await listFolder(artifacts)) {
      if (keysInUse.has(key)) continue;
      freed += (await readManifest(join(artifacts, key, 'manifest.json')))?.size ?? 0;
      await rm(join(artifacts, key), { recursive: true, force: true });
    }
    const short = [...keysInUse].map(key => key.slice(0, 24));
    for (const name of await listFolder(prepared)) {
      if (!short.some(key => name.startsWith(key))) await rm(join(prepared, name), { recursive: true, force: true });
    }
    return freed;
  }

  /** The build of a key, if it is still there: its size for deletion previews. */
  async function sizeOf(key: string): Promise<number> {
    return (await readManifest(join(artifacts, key, 'manifest.json')))?.size ?? 0;
  }

  return { build, latestArtifact, prepare, clean, sizeOf };
}

/** What `openBuilds` opens. */
export type Builds = ReturnType<typeof openBuilds>;

async function keyOf(snapshot: Snapshot, profile: ProjectProfile, mode: BuildMode): Promise<string> {
  return hashText(
    JSON.stringify([snapshot.sourceHash, profile, mode, await compilerVersion(), process.platform, process.arch]),
  );
}

let knownCompiler: Promise<string> | undefined;

// Asked once: a compiler that changes under a running application is found at the next start.
function compilerVersion(): Promise<string> {
  knownCompiler ??= runCommand([process.env.CXX ?? 'c++', '--version']).then(
    ({ stdout }) => stdout.split('\n')[0] ?? '',
    () => 'none',
  );
  return knownCompiler;
}

async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch(ignoreMissing);
  if (text === undefined) return undefined;
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    // A manifest torn by a crash says that the build was not finished: it is done again.
    return undefined;
  }
}

async function listFolder(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ignoreMissing)) ?? [];
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
