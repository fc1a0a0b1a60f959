import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Workplace } from '../electron/testing/example.ts';

/** The application as a user without a display starts it, with a storage folder and a project of its own. */
export interface App {
  /** Address with its token; another after a restart only if the port was taken meanwhile. */
  address(): string;
  /** The address of a screen, with the token. */
  link(path: string): string;
  /** A copy of the example project, already compiled once, so that results never land in the checkout. */
  readonly project: string;
  /** Ends the application without a word. */
  kill(): Promise<void>;
  /** Starts it again on the same storage. */
  start(): Promise<void>;
}

const root = join(import.meta.dirname, '..');

/** The application in a process of its own, serving its page on loopback. */
export class RunningApp implements App {
  readonly #workplace: Workplace;
  #process: ChildProcess | undefined;
  #address = '';

  constructor(workplace: Workplace) {
    this.#workplace = workplace;
  }

  get project(): string {
    return this.#workplace.project;
  }

  address(): string {
    return this.#address;
  }

  link(path: string): string {
    return this.#address.replace('/#', `${path}#`);
  }

  async start(): Promise<void> {
    const { folder, storage } = this.#workplace;
    const child = spawn(
      process.execPath,
      ['electron/start.ts', '--host', 'browser', '--no-open', '--storage', storage],
      {
        cwd: root,
        env: { ...process.env, HOME: folder },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#process = child;
    this.#address = await readAddress(child);
  }

  async kill(): Promise<void> {
    await end(this.#process, 'SIGKILL');
  }

  async close(): Promise<void> {
    await end(this.#process, 'SIGTERM');
    this.#workplace.remove();
  }
}

function readAddress(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', line => {
        said.push(line);
        const found = /http:\/\/127\.0\.0\.1:\d+\/\S*#\S+/.exec(line);
        if (found) resolve(found[0]);
      });
    }
    child.once('exit', code => reject(new Error(`The application ended with ${code}:\n${said.join('\n')}`)));
  });
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}
