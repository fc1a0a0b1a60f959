/** Campaigns on this computer beside `xargs -P` and the ideal: makespan, overhead, memory, event-loop delay. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openTestApplication, type TestApplication } from '../electron/testing/application.ts';
import { copyExample, makeWorkplace } from '../electron/testing/example.ts';
import { type BenchRow, compared, measured } from './row.ts';

const slots = 2;

interface Load {
  readonly configuration: string;
  readonly runs: number;
  readonly options: readonly string[];
  readonly aim: number;
}

const loads: readonly Load[] = [
  { configuration: 'TenMilliseconds', runs: 200, options: [], aim: 1.5 },
  { configuration: 'HundredMilliseconds', runs: 100, options: [], aim: 1.05 },
  { configuration: 'OneSecond', runs: 16, options: [], aim: 1.05 },
];

/** Measures the local cluster. */
export async function benchLocal(): Promise<BenchRow[]> {
  const peer = buildPeer();
  const workplace = await makeWorkplace('bench');
  const application = await openTestApplication(workplace);
  try {
    const rows: BenchRow[] = [];
    for (const load of loads) rows.push(...(await benchMakespan(application, peer, load)));
    rows.push(...(await benchManyRuns(application)), ...(await benchFlood(application)));
    return rows;
  } finally {
    await application[Symbol.asyncDispose]();
    workplace.remove();
    rmSync(peer, { recursive: true, force: true });
  }
}

function buildPeer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-bench-peer-'));
  copyExample(folder);
  execFileSync('make', ['-C', folder, '-j2', 'MODE=release'], { stdio: 'ignore' });
  return folder;
}

async function benchMakespan(application: TestApplication, peer: string, load: Load): Promise<BenchRow[]> {
  const { configuration, runs, options, aim } = load;
  const ideal = sumOfBareRuns(peer, load) / slots;
  const xargs = seconds(() => runXargs(peer, load));
  const id = await application.submit(configuration, { options: [...options], reuse: false });
  const ended = await application.untilEnded(id);
  if (ended.counts.finished !== runs) throw new Error(`${configuration}: ${JSON.stringify(ended.counts)}`);
  const rows = await application.rows(id);
  const first = Math.min(...rows.map(row => row.startedAt ?? Number.POSITIVE_INFINITY));
  const last = Math.max(...rows.map(row => row.endedAt ?? 0));
  const ours = (last - first) / 1000;
  const name = `${runs} runs of ${configuration}`;
  return [
    compared(`${name}: makespan, to xargs -P${slots}`, ours, xargs, 's', aim, 'results in place in both'),
    compared(`${name}: makespan, to the ideal`, ours, ideal, 's', aim * 1.3, 'sum of bare runs / slots'),
    measured(`${name}: overhead per run`, ((ours - ideal) * slots * 1000) / runs, 'ms', 20, 'beyond the bare process'),
  ];
}

function sumOfBareRuns(peer: string, { configuration, runs, options }: Load): number {
  return seconds(() => {
    for (let number = 0; number < runs; number++) {
      spawnSync('./queueing', ['-u', 'Cmdenv', '-c', configuration, '-r', String(number), ...options], { cwd: peer });
    }
  });
}

function runXargs(peer: string, { configuration, runs, options }: Load): void {
  const input = Array.from({ length: runs }, (_, number) => number).join('\n');
  const command = ['./queueing', '-u', 'Cmdenv', '-c', configuration, ...options, '-r', '{}'];
  spawnSync('xargs', [`-P${slots}`, '-I{}', ...command], { cwd: peer, input, stdio: ['pipe', 'ignore', 'ignore'] });
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Ten thousand runs that do nearly nothing: what the list costs, and whether the application keeps answering. */
async function benchManyRuns(application: TestApplication): Promise<BenchRow[]> {
  const before = usedMemory();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const id = await application.submit('ManyRuns', { reuse: false });
  const watching = watchRows(application, id);
  await application.until(id, ({ phase }) => phase === 'running');
  const memory = (usedMemory() - before) / 10_000;
  const start = performance.now();
  const ended = await application.untilEnded(id);
  delay.disable();
  await watching;
  const perSecond = ended.counts.finished / ((performance.now() - start) / 1000);
  return [
    measured('10,000 runs: memory per run in the list', memory / 1000, 'kB', 2, 'heap after collection'),
    measured(
      '10,000 runs: event-loop delay p99, rows watched',
      delay.percentile(99) / 1e6,
      'ms',
      50,
      `${Math.round(perSecond)} runs/s on ${slots} slots`,
    ),
  ];
}

async function watchRows(application: TestApplication, campaignId: Awaited<ReturnType<TestApplication['submit']>>) {
  const stop = new AbortController();
  void application.untilEnded(campaignId).then(() => stop.abort());
  for await (const _ of application.client.runs.watch({ campaignId }, stop.signal));
}

function usedMemory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** A simulation that prints as fast as it can. */
async function benchFlood(application: TestApplication): Promise<BenchRow[]> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const id = await application.submit('MisbehavingFlood', { options: ['--MM1.fault.amount=10000000'], reuse: false });
  await application.untilEnded(id);
  delay.disable();
  return [
    measured('a run that prints 1 GB: event-loop delay p99', delay.percentile(99) / 1e6, 'ms', 50, 'log whole on disk'),
  ];
}
