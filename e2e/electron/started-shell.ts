import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command, Said, SeenWindow } from './messages.ts';

/** Starts a virtual display; answers with its name. */
export async function startDisplay(): Promise<{ readonly name: string; end(): void }> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    (child.stdio[3] as Readable).once('data', chunk => resolve(String(chunk).trim()));
    child.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { name: `:${number}`, end: () => void child.kill() };
}

const startsWithin = 60_000;

export interface ShellPlace {
  readonly binary: string;
  readonly display: string;
  /** What was built for it. */
  readonly folder: string;
  readonly storage: string;
}

/** The application in an old Electron, with a test in the person's place. */
export class StartedShell {
  readonly #child: ChildProcess;
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  /** The exit code. */
  readonly ended: Promise<number | null>;
  #lastId = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = new Promise(resolve => child.once('exit', resolve));
    child.on('message', (message: { id?: number; result?: unknown; error?: string }) => {
      const asked = this.#open.get(message.id ?? 0);
      if (message.error === undefined) asked?.resolve(message.result);
      else asked?.reject(new Error(message.error));
    });
  }

  /** Starts it; resolves when it has begun, or has ended because another instance runs. */
  static async start({ binary, display, folder, storage }: ShellPlace, ...args: string[]): Promise<StartedShell> {
    const child = spawn(binary, ['--no-sandbox', '--disable-gpu', folder, ...args], {
      env: {
        ...process.env,
        DISPLAY: display,
        SMOKE_STORAGE: storage,
        SMOKE_FOLDER: folder,
        SMOKE_NODE: process.execPath,
        SMOKE_SERVICES: join(import.meta.dirname, 'services-process.ts'),
      },
      stdio: ['ignore', 'ignore', process.env.SMOKE_VERBOSE ? 'inherit' : 'ignore', 'ipc'],
    });
    const shell = new StartedShell(child);
    const timer = setTimeout(() => shell.kill(), startsWithin);
    await Promise.race([once(child, 'message'), shell.ended]);
    clearTimeout(timer);
    return shell;
  }

  /** Runs code in the page of the window whose address contains `window`; answers with what it comes to. */
  evaluate<Answer>(code: string, window = ''): Promise<Answer> {
    return this.#ask({ kind: 'evaluate', window, code }) as Promise<Answer>;
  }

  windows(): Promise<SeenWindow[]> {
    return this.#ask({ kind: 'windows' }) as Promise<SeenWindow[]>;
  }

  said(): Promise<Said> {
    return this.#ask({ kind: 'said' }) as Promise<Said>;
  }

  do(command: Command): Promise<unknown> {
    return this.#ask(command);
  }

  /** Tries a question until its answer is right; the last answer is returned either way. */
  async until<Answer>(ask: () => Promise<Answer>, isRight: (answer: Answer) => boolean): Promise<Answer> {
    for (let left = 200; ; left--) {
      const answer = await ask();
      if (isRight(answer) || left === 0) return answer;
      await pause(100);
    }
  }

  terminate(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.ended;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #ask(command: Command): Promise<unknown> {
    const id = ++this.#lastId;
    const asked = Promise.withResolvers<unknown>();
    this.#open.set(id, asked);
    this.#child.send({ id, command });
    const gone = this.ended.then(code => Promise.reject(new Error(`The application ended with ${code}`)));
    return await Promise.race([asked.promise, gone]).finally(() => this.#open.delete(id));
  }
}
