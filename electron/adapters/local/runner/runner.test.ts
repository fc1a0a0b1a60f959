import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FromRunner } from './messages.ts';
import { openRunner, type RunnerProcess } from './runner.ts';

const example = join(import.meta.dirname, '../../../../examples/queueing');
const work = mkdtempSync(join(tmpdir(), 'simswarm-runner-'));
const tree = join(work, 'tree');

beforeAll(() => {
  execFileSync('make', ['-C', example, '-j2', 'MODE=release'], { stdio: 'ignore' });
  for (const path of ['queueing', 'src/libqueueing.so', 'omnetpp.ini', 'networks']) {
    cpSync(join(example, path), join(tree, path), { recursive: true });
  }
  mkdirSync(join(work, 'project'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function order(configuration: string, number = 0) {
  return {
    runId: `${configuration}-${number}`,
    attempt: 1,
    command: [join(tree, 'queueing'), '-u', 'Cmdenv', '-c', configuration, '-r', String(number)] as [
      string,
      ...string[],
    ],
    environment: {},
    preparedTree: tree,
    workingDirectory: '',
    logPath: join(work, 'logs', `${configuration}-${number}.log`),
    limits: {},
    graceSeconds: 0.5,
    nice: 0,
    destination: join(work, 'project'),
  };
}

const ignore = { started: () => undefined, progress: () => undefined };
const never = new AbortController().signal;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await setTimeout(25)) if (condition()) return true;
  return condition();
}

/** The runner with the channel that Electron's utility process has: messages both ways, and nothing to disconnect. */
function startWithParentPort(groupsFolder: string): RunnerProcess {
  const twin = `process.parentPort = {
    on: (_name, listener) => process.on('message', data => listener({ data })),
    postMessage: message => process.send(message),
  };`;
  const child = fork(join(import.meta.dirname, 'runner-process.ts'), [groupsFolder], {
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(twin)}`],
  });
  return {
    send: message => child.send(message),
    onMessage: listener => child.on('message', message => listener(message as FromRunner)),
    onExit: listener => child.once('exit', listener),
    disconnect: () => child.send({ kind: 'end' }),
  };
}

describe('the runner', () => {
  it('executes runs at once and puts results in the project', async () => {
    const runner = await openRunner({ folder: join(work, 'runner-1') });
    const reports = await Promise.all([0, 1, 2, 3].map(number => runner.run(order('Quick', number), ignore, never)));
    expect(reports.map(report => report.end.reason)).toEqual(['finished', 'finished', 'finished', 'finished']);
    const files = reports.flatMap(report => report.files.map(file => file.path));
    expect(files.filter(path => !existsSync(join(work, 'project', path)))).toEqual([]);
    await runner.close();
  });

  it('leaves no results of a cancelled run, and ends every simulation when closed', async () => {
    const runner = await openRunner({ folder: join(work, 'runner-2') });
    const controller = new AbortController();
    let pid = 0;
    const started = (leader: number) => {
      pid = leader;
      if (!controller.signal.aborted) controller.abort();
    };
    const cancelled = await runner.run(order('Endless'), { ...ignore, started }, controller.signal);
    expect(cancelled).toMatchObject({ end: { reason: 'cancelled' }, files: [] });
    const going = runner.run(order('MisbehavingHang'), { ...ignore, started }, never);
    await waitUntil(() => isAlive(pid), 2000);
    await runner.close();
    expect(await going).toMatchObject({ end: { reason: 'interrupted', by: 'worker' } });
    expect(await waitUntil(() => !isAlive(pid), 2000)).toBe(true);
  });

  it('starts a new process when its process dies, and the runs of the old one end as interrupted', async () => {
    const pids: number[] = [];
    const folder = join(work, 'runner-3');
    const runner = await openRunner({ folder });
    const first = runner.run(order('Endless'), { ...ignore, started: pid => pids.push(pid) }, never);
    await waitUntil(() => pids.length > 0, 5000);
    const parent = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pids[0])], { encoding: 'utf8' }));
    process.kill(parent, 'SIGKILL');
    expect((await first).end).toEqual({ reason: 'interrupted', by: 'worker' });
    expect(await waitUntil(() => !isAlive(pids[0] ?? 0), 5000)).toBe(true);
    expect((await runner.run(order('Quick', 5), ignore, never)).end.reason).toBe('finished');
    await runner.close();
  });

  it('works and ends the same way as a utility process', async () => {
    const runner = await openRunner({ folder: join(work, 'runner-5'), startProcess: startWithParentPort });
    expect((await runner.run(order('Quick', 6), ignore, never)).end.reason).toBe('finished');
    const pids: number[] = [];
    const going = runner.run(order('MisbehavingHang'), { ...ignore, started: pid => pids.push(pid) }, never);
    expect(await waitUntil(() => pids.some(isAlive), 5000)).toBe(true);
    await runner.close();
    expect((await going).end.reason).toBe('interrupted');
    expect(await waitUntil(() => !pids.some(isAlive), 5000)).toBe(true);
  });

  it('dies with the application within five seconds, simulations that ignore SIGTERM included', async () => {
    const folder = join(work, 'runner-4');
    const script = join(work, 'application.ts');
    writeFileSync(
      script,
      `import { openRunner } from ${JSON.stringify(join(import.meta.dirname, 'runner.ts'))};
       const runner = await openRunner({ folder: ${JSON.stringify(folder)} });
       const order = ${JSON.stringify(order('MisbehavingHang'))};
       void runner.run(order, { started: pid => console.log('pid', pid), progress() {} }, new AbortController().signal);
       void runner.run({ ...order, command: [...order.command.slice(0, 4), 'Endless', '-r', '0'] }, { started: pid => console.log('pid', pid), progress() {} }, new AbortController().signal);`,
    );
    const application: ChildProcess = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids: number[] = [];
    createInterface({ input: application.stdout as NodeJS.ReadableStream }).on('line', line =>
      pids.push(Number(line.split(' ')[1])),
    );
    expect(await waitUntil(() => pids.length === 2 && pids.every(isAlive), 10_000)).toBe(true);
    await setTimeout(200);
    application.kill('SIGKILL');
    expect(await waitUntil(() => !pids.some(isAlive), 5000)).toBe(true);
    await waitUntil(() => readdirSync(join(folder, 'groups')).length === 0, 3000);
  });
});
