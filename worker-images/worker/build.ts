import { spawn } from 'node:child_process';
import {
  access,
  constants,
  copyFile,
  cp,
  link,
  lstat,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import type { Progress } from '../../contract/call.ts';
import { Failure } from '../../contract/failure.ts';
import { LineSplitter } from './line-splitter.ts';
import { signalGroup } from './process-group.ts';

/** What to compile, and which of its files a run needs. */
export interface BuildRequest {
  readonly source: string;
  /** Run one after the other in the source folder; none where nothing needs compiling. */
  readonly commands: ReadonlyArray<readonly [string, ...string[]]>;
  readonly environment: Readonly<Record<string, string>>;
  readonly artifact: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  /** Made at once when all is there; never half. */
  readonly artifactFolder: string;
}

export interface BuildReport {
  progress(progress: Progress): void;
  line(text: string): void;
}

/** What a finished build comes to: seconds, bytes and number of files of its artifact. */
export interface BuildOutcome {
  readonly seconds: number;
  readonly size: number;
  readonly files: number;
}

/** Compiles a project and collects its artifact. Fails with `build.failed`, `build.artifact-empty` or `tool.missing`; aborting ends the compiler. */
export async function buildProject(
  request: BuildRequest,
  report: BuildReport,
  signal: AbortSignal,
): Promise<BuildOutcome> {
  const startedAt = performance.now();
  report.progress({ stage: 'compile' });
  for (const command of request.commands) await compile(command, request, report, signal);
  report.progress({ stage: 'collect', fraction: 0.95 });
  const collected = await collectArtifact(request, signal);
  return { seconds: (performance.now() - startedAt) / 1000, ...collected };
}

const linesKept = 60;

async function compile(
  command: readonly [string, ...string[]],
  request: BuildRequest,
  report: BuildReport,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const lines: string[] = [];
  const errors: string[] = [];
  const take = (line: string) => {
    report.line(line);
    lines.push(line);
    if (lines.length > linesKept) lines.shift();
    if (/(^|\s)(fatal )?error[: ]/i.test(line) && errors.length < linesKept) errors.push(line);
  };
  report.line(`$ ${command.join(' ')}`);
  const { code, killedBy } = await runCompiler(command, request, take, signal);
  signal.throwIfAborted();
  if (code === 0) return;
  const told = errors.length > 0 ? [...errors, '…', ...lines.slice(-10)] : lines;
  throw new Failure('build.failed', {
    command: [...command],
    lines: told,
    ...(code === null ? {} : { exitCode: code }),
    ...(killedBy === null ? {} : { signal: killedBy }),
  });
}

function runCompiler(
  command: readonly [string, ...string[]],
  request: BuildRequest,
  take: (line: string) => void,
  signal: AbortSignal,
) {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: request.source,
    env: { ...process.env, ...request.environment, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  for (const stream of [child.stdout, child.stderr]) {
    const splitter = new LineSplitter();
    stream.on('data', (chunk: Buffer) => splitter.push(chunk).forEach(take));
    stream.on('end', () => splitter.end().forEach(take));
  }
  return new Promise<{ code: number | null; killedBy: string | null }>((resolve, reject) => {
    child.once('error', error =>
      reject(new Failure('tool.missing', { tool: program, neededFor: 'compiling the project' }, error)),
    );
    child.once('close', (code, killedBy) => resolve({ code, killedBy }));
  }).finally(() => signal.removeEventListener('abort', stop));
}

async function collectArtifact(request: BuildRequest, signal: AbortSignal): Promise<{ size: number; files: number }> {
  const { include, exclude } = request.artifact;
  const wanted = picomatch([...include], { ignore: [...exclude, '**/*.ini', '.git/**', '**/.git'], dot: true });
  const skipFolder = picomatch([...exclude, '.git'], { dot: true });
  const partial = `${request.artifactFolder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  let size = 0;
  let files = 0;
  for await (const path of listFiles(request.source, '', skipFolder)) {
    signal.throwIfAborted();
    if (!wanted(path)) continue;
    size += await copyEntry(join(request.source, path), join(partial, path));
    files++;
  }
  if (files === 0) throw new Failure('build.artifact-empty', { patterns: [...include] });
  await rm(request.artifactFolder, { recursive: true, force: true });
  await rename(partial, request.artifactFolder);
  return { size, files };
}

async function* listFiles(base: string, relative: string, skip: (path: string) => boolean): AsyncGenerator<string> {
  for (const entry of await readdir(join(base, relative), { withFileTypes: true })) {
    const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
    // A folder whose every content is excluded (`out/**`) need not be walked.
    if (entry.isDirectory()) {
      if (!skip(path) && !skip(`${path}/x`)) yield* listFiles(base, path, skip);
    } else yield path;
  }
}

async function copyEntry(from: string, to: string): Promise<number> {
  await mkdir(dirname(to), { recursive: true });
  const { size, mode } = await lstat(from);
  if ((mode & constants.S_IFMT) === constants.S_IFLNK) {
    await symlink(await readlink(from), to);
    return 0;
  }
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  return size;
}

/** Whether a build's artifact is there and whole enough to be used. */
export async function hasArtifact(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}

/**
 * Makes what runs execute from: the artifact's files as hard links (copies where links cannot be) plus the ini files of one source state.
 * Made at once under its final name; an existing one is used as it is.
 */
export async function prepareTree(
  artifactFolder: string,
  source: string,
  iniFiles: readonly string[],
  target: string,
): Promise<void> {
  if (await hasArtifact(target)) return;
  const partial = `${target}.partial-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for await (const path of listFiles(artifactFolder, '', () => false))
    await linkEntry(join(artifactFolder, path), join(partial, path));
  for (const path of iniFiles) {
    await mkdir(dirname(join(partial, path)), { recursive: true });
    await copyFile(join(source, path), join(partial, path));
  }
  await rename(partial, target).catch(async error => {
    // Somebody else was faster: theirs is as good.
    await rm(partial, { recursive: true, force: true });
    if (!(await hasArtifact(target))) throw error;
  });
}

// Some file systems know no hard links; then a copy serves as well.
async function linkEntry(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => cp(from, to, { verbatimSymlinks: true }));
}
