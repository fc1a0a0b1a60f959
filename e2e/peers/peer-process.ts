import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A real server that tests talk to, on a loopback port of its own; its data outlives `stop` and `kill`, so that it can be started again. */
export interface Peer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly password: string;
  start(): Promise<void>;
  /** Ends it as an administrator would. */
  stop(): Promise<void>;
  /** Ends it as a power failure would. */
  kill(): Promise<void>;
  /** Kills it and starts it again without anything it knew. */
  forget(): Promise<void>;
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** Finds a program on the PATH. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'];
  return folders.map(folder => join(folder, name)).find(existsSync);
}

export interface PeerProcessOptions {
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  readonly port: number;
  readonly password: string;
  /** Called after each start, when the port answers. */
  started?(): Promise<void>;
  /** Removes its data. */
  forget(): void;
  /** Called once at the very end. */
  removed(): void;
}

const patience = 30_000;

/** Wraps a server program as a peer. */
export function openPeerProcess(options: PeerProcessOptions): Peer {
  let child: ChildProcess | undefined;
  const [program, ...args] = options.command;
  async function start(): Promise<void> {
    const started = spawn(program, args, {
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child = started;
    await once(started, 'spawn');
    await waitForPort(options.port, () => started.exitCode ?? started.signalCode ?? undefined);
    await options.started?.();
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exit = once(ending, 'exit');
    ending.kill('SIGCONT');
    ending.kill(signal);
    await exit;
  }
  return {
    host: '127.0.0.1',
    port: options.port,
    password: options.password,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async forget() {
      await end('SIGKILL');
      options.forget();
      await start();
    },
    async [Symbol.asyncDispose]() {
      await end('SIGKILL');
      options.removed();
    },
  };
}

async function waitForPort(port: number, ended: () => number | string | undefined): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await setTimeout(25)) {
    const how = ended();
    if (how !== undefined) throw new Error(`the server ended at once (${how})`);
    if (await canConnect(port)) return;
  }
  throw new Error(`nothing listens on port ${port}`);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
