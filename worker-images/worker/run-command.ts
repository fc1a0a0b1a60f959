import { spawn } from 'node:child_process';
import { Failure } from '../../contract/failure.ts';
import { LineSplitter } from './line-splitter.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Gets every line of both streams as it comes. */
  readonly onLine?: (line: string) => void;
  /** Exit codes that are answers, not failures; 0 by default. */
  readonly allowedExitCodes?: readonly number[];
  /** False where `onLine` is all that is wanted: then output may be of any size. */
  readonly keepOutput?: boolean;
  /** What is kept of standard output; more is a failure, since half an answer is none. */
  readonly mostBytes?: number;
  /** What the tool is for, in words for people: "reading the repository". */
  readonly neededFor?: string;
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const mostBytesByDefault = 64 * 1024 * 1024;
const lastLinesKept = 40;

/**
 * The one gateway to other programs: arguments are a list, never a shell line. Fails with `tool.missing` when the program is not there, `tool.failed`
 * with its last lines when it ends badly; ends the program when `signal` does.
 */
export async function runCommand(
  command: readonly [string, ...string[]],
  options: CommandOptions = {},
  signal?: AbortSignal,
): Promise<CommandResult> {
  signal?.throwIfAborted();
  const run = await collect(command, options, signal);
  signal?.throwIfAborted();
  if ((options.allowedExitCodes ?? [0]).includes(run.exitCode ?? -1)) {
    return { stdout: run.stdout, stderr: run.stderr, exitCode: run.exitCode as number };
  }
  throw new Failure('tool.failed', {
    command: [...command],
    lastLines: run.lastLines,
    ...(run.exitCode === undefined ? {} : { exitCode: run.exitCode }),
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
}

interface Collected {
  stdout: string;
  stderr: string;
  exitCode: number | undefined;
  signal: string | undefined;
  lastLines: string[];
}

function collect(
  command: readonly [string, ...string[]],
  options: CommandOptions,
  signal?: AbortSignal,
): Promise<Collected> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { ...process.env, ...options.environment },
    stdio: 'pipe',
    detached: process.platform !== 'win32',
  });
  const stop = () => endGroup(child.pid);
  signal?.addEventListener('abort', stop, { once: true });
  const stdout = keep(options.mostBytes ?? mostBytesByDefault, stop);
  const stderr = keep(options.mostBytes ?? mostBytesByDefault, stop);
  const tail = createTail(options.onLine);
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  for (const [stream, kept] of [[child.stdout, stdout] as const, [child.stderr, stderr] as const]) {
    const splitter = new LineSplitter();
    stream.on('data', (chunk: Buffer) => {
      if (options.keepOutput ?? true) kept.take(chunk);
      tail.take(splitter.push(chunk));
    });
    stream.on('end', () => tail.take(splitter.end()));
  }
  return new Promise<Collected>((resolve, reject) => {
    child.once('error', error => reject(toStartFailure(error, program, options)));
    child.once('close', (code, killedBy) =>
      resolve({
        stdout: stdout.text(),
        stderr: stderr.text(),
        exitCode: code ?? undefined,
        signal: killedBy ?? undefined,
        lastLines: tail.lines(),
      }),
    );
  }).finally(() => signal?.removeEventListener('abort', stop));
}

function toStartFailure(error: NodeJS.ErrnoException, program: string, options: CommandOptions): Error {
  if (error.code === 'ENOENT')
    return new Failure('tool.missing', { tool: program, neededFor: options.neededFor ?? 'this' }, error);
  return new Failure('tool.failed', { command: [program], lastLines: [error.message] }, error);
}

// Compilers and simulations start children of their own; all of them must go.
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function keep(mostBytes: number, overflow: () => void) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    take(chunk: Buffer) {
      bytes += chunk.length;
      if (bytes > mostBytes) return overflow();
      chunks.push(chunk);
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

function createTail(onLine: ((line: string) => void) | undefined) {
  let last: string[] = [];
  return {
    take(lines: readonly string[]) {
      for (const line of lines) onLine?.(line);
      last = [...last, ...lines].slice(-lastLinesKept);
    },
    lines: () => last,
  };
}
