import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base, type Page } from '@playwright/test';

/** The application as a user without a display starts it, with a storage folder and a project of its own. */
export interface App {
  /** Address with its token. */
  readonly address: string;
  /** A copy of the example project, so that results never land in the checkout. */
  readonly project: string;
  readonly process: ChildProcess;
  /** Kills the application without a word and starts it again on the same storage. */
  restart(): Promise<App>;
}

const root = join(import.meta.dirname, '..');

async function startProcess(home: string): Promise<{ address: string; process: ChildProcess }> {
  const child = spawn(process.execPath, ['electron/start.ts', '--host', 'browser', '--no-open'], {
    cwd: root,
    env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        said.push(line);
        const found = /http:\/\/127\.0\.0\.1:\d+\/\S*#\S+/.exec(line);
        if (found) resolve(found[0]);
      });
    }
    child.once('exit', code => reject(new Error(`The application ended with ${code}:\n${said.join('\n')}`)));
  });
  return { address, process: child };
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(timer);
}

export const test = base.extend<{ app: App }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  app: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'simswarm-e2e-'));
    const project = join(home, 'queueing');
    await cp(join(root, 'examples/queueing'), project, {
      recursive: true,
      filter: path => !/\/results(\/|$)/.test(path),
    });
    let current = await startProcess(home);
    const toApp = (): App => ({
      ...current,
      project,
      restart: async () => {
        current.process.kill('SIGKILL');
        current = await startProcess(home);
        return toApp();
      },
    });
    await use(toApp());
    await endProcess(current.process);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** Opens the page and fails the test on any error the page itself reports. */
export async function openPage(page: Page, address: string): Promise<string[]> {
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  await page.goto(address);
  return problems;
}

export { expect } from '@playwright/test';
