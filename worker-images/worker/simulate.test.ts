import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunLimits } from '../../contract/campaigns.ts';
import type { RunProgress } from '../../contract/runs.ts';
import { deliverResults } from './deliver.ts';
import { simulate } from './simulate.ts';
import type { SimulationOutcome } from './simulation.ts';

const example = join(import.meta.dirname, '../../examples/queueing');
const work = mkdtempSync(join(tmpdir(), 'simswarm-simulate-'));
const tree = join(work, 'tree');

beforeAll(() => {
  execFileSync('make', ['-C', example, '-j2', 'MODE=release'], { stdio: 'ignore' });
  for (const path of ['queueing', 'src/libqueueing.so', 'omnetpp.ini', 'networks']) {
    cpSync(join(example, path), join(tree, path), { recursive: true });
  }
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

let slot = 0;

interface Options {
  readonly number?: string;
  readonly limits?: RunLimits;
  readonly more?: readonly string[];
  readonly graceSeconds?: number;
  readonly command?: [string, ...string[]];
  started?(pid: number): void;
  progress?(progress: RunProgress): void;
}

function run(
  configuration: string,
  options: Options = {},
  signal = new AbortController().signal,
): Promise<SimulationOutcome> {
  slot++;
  const command: [string, ...string[]] = options.command ?? [
    join(tree, 'queueing'),
    '-u',
    'Cmdenv',
    '-c',
    configuration,
    '-r',
    options.number ?? '0',
    ...(options.more ?? []),
  ];
  const request = {
    runId: `run-${slot}`,
    attempt: 1,
    command,
    environment: {},
    preparedTree: tree,
    workingDirectory: '',
    slotFolder: join(work, `slot-${slot}`),
    logPath: join(work, `${slot}.log`),
    limits: options.limits ?? {},
    graceSeconds: options.graceSeconds ?? 0.5,
    nice: 5,
  };
  const ignore = () => undefined;
  return simulate(
    request,
    { started: options.started ?? ignore, progress: options.progress ?? ignore, lines: ignore },
    signal,
  );
}

const logOf = () => readFileSync(join(work, `${slot}.log`));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a run that ends by itself', () => {
  it('finishes with its own files, exactly named as a local run names them', async () => {
    const outcome = await run('Quick');
    expect(outcome.end).toMatchObject({ reason: 'finished' });
    expect(outcome.files.map(file => file.path)).toContainEqual(expect.stringMatching(/^results\/Quick-.*#0\.sca$/));
    const text = readFileSync(outcome.files.find(file => file.path.endsWith('.sca'))?.absolute ?? '', 'utf8');
    expect(text).toContain('attr resultdir results\n');
    expect(existsSync(join(tree, 'results'))).toBe(false);
    expect(logOf().toString()).toContain('<!> Simulation time limit reached');
  });

  it('tells a model error, a crash and a program that is not there', async () => {
    expect((await run('MisbehavingError')).end).toMatchObject({
      reason: 'model-error',
      error: { signature: expect.any(String) },
    });
    expect((await run('MisbehavingAbort')).end).toMatchObject({ reason: 'crashed', signal: 'SIGABRT' });
    expect((await run('MisbehavingSegfault')).end).toMatchObject({ reason: 'crashed', signal: 'SIGSEGV' });
    const missing = await run('Quick', { command: [join(tree, 'no-such-program')] });
    expect(missing.end).toMatchObject({
      reason: 'could-not-start',
      message: expect.stringContaining('no-such-program'),
    });
  });

  it('survives invalid UTF-8 and keeps the bytes in the log as they were', async () => {
    const outcome = await run('MisbehavingText');
    expect(outcome.end).toMatchObject({ reason: 'finished' });
    expect(logOf().toString('utf8')).toContain('\uFFFD');
  });

  it('shows progress from the status lines', async () => {
    const seen: RunProgress[] = [];
    await run('OneSecond', { more: ['--cmdenv-status-frequency=0.1s'], progress: progress => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toMatchObject({ fraction: 1, messagesPresent: expect.any(Number) });
  });
});

describe('a run that is stopped', () => {
  it('ends politely when cancelled, and is cancelled although its results look complete', async () => {
    const controller = new AbortController();
    const outcome = await run(
      'Endless',
      { started: () => setTimeout(() => controller.abort(), 200) },
      controller.signal,
    );
    expect(outcome.end).toEqual({ reason: 'cancelled' });
    expect(outcome.files.some(file => file.path.endsWith('.sca'))).toBe(true);
  });

  it('is killed when it does not listen', async () => {
    const controller = new AbortController();
    let pid = 0;
    const startedAt = Date.now();
    const started = (leader: number) => {
      pid = leader;
      setTimeout(() => controller.abort(), 300);
    };
    const outcome = await run('MisbehavingHang', { started }, controller.signal);
    expect(outcome.end).toEqual({ reason: 'cancelled' });
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect(isAlive(pid)).toBe(false);
  });

  it('is killed for wall time, processor time, memory, log and result size', async () => {
    expect((await run('Endless', { limits: { wallSeconds: 0.5 } })).end).toMatchObject({
      reason: 'killed',
      limit: 'wall-time',
      allowed: 0.5,
    });
    expect((await run('Endless', { limits: { cpuSeconds: 0.3 } })).end).toMatchObject({
      reason: 'killed',
      limit: 'cpu-time',
    });
    const memoryBytes = 150_000_000;
    expect((await run('MisbehavingMemory', { limits: { memoryBytes } })).end).toMatchObject({
      reason: 'killed',
      limit: 'memory',
    });
    const resultBytes = 20_000_000;
    expect((await run('MisbehavingVectors', { limits: { resultBytes } })).end).toMatchObject({
      reason: 'killed',
      limit: 'result-size',
    });
  });

  it('cannot fill the disk or the memory with its output', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await run('MisbehavingEndlessFlood', { limits: { logBytes: 30_000_000 } });
    expect(outcome.end).toMatchObject({ reason: 'killed', limit: 'log-size' });
    expect(statSync(join(work, `${slot}.log`)).size).toBeLessThan(400_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});

describe('delivering', () => {
  it('puts files in their places and leaves nothing temporary', async () => {
    const outcome = await run('Quick', { number: '1' });
    const destination = join(work, 'project');
    const delivered = await deliverResults(outcome.files, destination, new AbortController().signal);
    expect(delivered.map(file => existsSync(join(destination, file.path)))).toEqual(delivered.map(() => true));
    expect(existsSync(outcome.files[0]?.absolute ?? '')).toBe(false);
  });

  it('goes on while somebody removes the folder again and again', async () => {
    const source = join(work, 'produced');
    const destination = join(work, 'vanishing');
    mkdirSync(source);
    const files = Array.from({ length: 200 }, (_, index) => {
      const absolute = join(source, `${index}.sca`);
      writeFileSync(absolute, 'version 3\n');
      return { path: `results/${index}.sca`, absolute, size: 10, modifiedAt: Date.now() };
    });
    let isOver = false;
    const remover = (async () => {
      while (!isOver) {
        await rm(join(destination, 'results'), { recursive: true, force: true }).catch(() => undefined);
        await pause(1);
      }
    })();
    const delivered = await deliverResults(files, destination, new AbortController().signal);
    isOver = true;
    await remover;
    expect(delivered).toHaveLength(200);
    expect(readdirSync(source)).toEqual([]);
  });

  it('tells a folder that cannot be written', async () => {
    const outcome = await run('Quick', { number: '2' });
    const delivery = deliverResults(outcome.files, join(tree, 'omnetpp.ini'), new AbortController().signal);
    await expect(delivery).rejects.toMatchObject({ code: 'file.not-writable' });
  });
});
