import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import type { Readable } from 'node:stream';

/** A started program that leads a process group of its own, so that all it starts can be stopped with it. */
export type GroupLeader = ChildProcessByStdio<null, Readable, Readable>;

export interface GroupOptions {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nice: number;
  /** Somebody else ends the group when this process is gone; otherwise Linux is asked to, which takes a program in between. */
  readonly guarded: boolean;
}

// Looking at the environment is slow, and it does not change.
const inherited = { ...process.env };

const deathSignalTool = '/usr/bin/setpriv';

/** Starts a program in its own process group; rejects when it cannot be started at all. */
export function startGroup(command: readonly [string, ...string[]], options: GroupOptions): Promise<GroupLeader> {
  const [program, ...args] = options.guarded ? command : withDeathSignal(command);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.workingDirectory,
      env: { ...inherited, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    child.once('error', reject);
    child.once('spawn', () => {
      lowerPriority(child.pid, options.nice);
      resolve(child);
    });
  });
}

// Linux kills the simulation with us, even when we cannot say goodbye.
function withDeathSignal(command: readonly [string, ...string[]]): [string, ...string[]] {
  if (process.platform !== 'linux' || !existsSync(deathSignalTool)) return [...command];
  return [deathSignalTool, '--pdeathsig', 'KILL', '--', ...command];
}

function lowerPriority(pid: number | undefined, nice: number): void {
  if (pid === undefined || nice === 0) return;
  try {
    setPriority(pid, Math.min(nice, constants.priority.PRIORITY_LOW));
  } catch (error) {
    // A program that is already over needs no priority.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ERR_SYSTEM_ERROR' || error.code === 'ESRCH')))
      throw error;
  }
}

/** Signals a whole group; answers whether there was anyone to hear it. */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
