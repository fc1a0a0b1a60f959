import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildShell, shellFolder } from './build-shell.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-shell-'));
beforeAll(buildShell);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** An Electron in which another instance is already running: whoever starts loads everything, then leaves. */
const secondInstance = `
  import { registerHooks } from 'node:module';
  const said = [];
  const app = new Proxy({}, { get: (_, name) => (...args) => { said.push(name); return name === 'requestSingleInstanceLock' ? false : undefined; } });
  globalThis.fakeElectron = { app, said, protocol: { registerSchemesAsPrivileged: ([{ scheme }]) => said.push(scheme) } };
  const names = ['app', 'BrowserWindow', 'clipboard', 'dialog', 'ipcMain', 'Menu', 'MessageChannelMain', 'nativeTheme', 'Notification', 'powerMonitor', 'protocol', 'safeStorage', 'screen', 'session', 'shell', 'utilityProcess'];
  const source = names.map(name => 'export const ' + name + ' = globalThis.fakeElectron.' + name + ';').join('');
  registerHooks({ resolve: (specifier, context, next) => specifier === 'electron' ? { url: 'data:text/javascript,' + encodeURIComponent(source), shortCircuit: true } : next(specifier, context) });
  process.on('exit', () => console.log(said.join(' ')));`;

describe('the bundles of the shell', () => {
  it('load with everything that is in them, and leave when another instance runs', async () => {
    const start = ['--import', `data:text/javascript,${encodeURIComponent(secondInstance)}`];
    const main = [join(shellFolder, 'main.js'), '--storage', work];
    const { stdout } = await promisify(execFile)(process.execPath, [...start, ...main]);
    expect(stdout.trim()).toMatch(/setAppUserModelId enableSandbox app on setPath requestSingleInstanceLock quit$/);
  });

  it('are a preload that needs nothing but Electron', () => {
    const preload = readFileSync(join(shellFolder, 'preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  });

  it('are a runner that runs', async () => {
    const runner = fork(join(shellFolder, 'runner-process.js'), [join(work, 'groups')]);
    const order = {
      runId: 'one',
      attempt: 1,
      command: [join(work, 'no-such-simulation')],
      environment: {},
      preparedTree: work,
      workingDirectory: '',
      logPath: join(work, 'one.log'),
      limits: {},
      graceSeconds: 1,
      nice: 0,
      destination: work,
      slotFolder: join(work, 'slot'),
    };
    const answered = new Promise(resolve => runner.once('message', resolve));
    runner.send({ kind: 'run', ticket: 7, order });
    expect(await answered).toMatchObject({ kind: 'ended', ticket: 7, report: { end: { reason: 'could-not-start' } } });
    const ended = new Promise(resolve => runner.once('exit', resolve));
    runner.disconnect();
    await ended;
  });

  it('are threads that answer', async () => {
    const thread = new Worker(join(shellFolder, 'workers-worker.js'));
    thread.postMessage({ kind: 'run', ticket: 3, task: 'no such task', input: {} });
    const [answer] = await once(thread, 'message');
    expect(answer).toMatchObject({ kind: 'failed', ticket: 3, failure: { code: 'unexpected' } });
    await thread.terminate();
  });

  it('come with the licences of what is in them, and an icon', () => {
    expect(existsSync(join(shellFolder, 'main.js.LEGAL.txt'))).toBe(true);
    expect(readFileSync(join(shellFolder, 'icon.png')).subarray(1, 4).toString()).toBe('PNG');
  });
});
