/** Looking around in results, each part in a process of its own so that its memory can be told: `node bench/results-browsing.ts questions FOLDER` prints rows as JSON. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { medianSeconds, openWarm, read } from './results-service.ts';
import { type BenchRow, measured } from './row.ts';

const signal = new AbortController().signal;

/** Ten thousand runs in the catalogue: how long each kind of question takes, and how much memory looking around needs. */
async function questions(folder: string): Promise<BenchRow[]> {
  const source = join(folder, 'campaign');
  const results = await openWarm(folder, 2);
  const { service } = results;
  const at = { source: { folder: source }, where: {} };
  const usage = watchProcess();
  await read(results, source);
  const pivot = { ...at, series: ['queue'], x: 'load', confidence: 0.95 };
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    'names of everything': () => service.names(at, signal),
    'a pivot of one scalar over 1,000 points': () =>
      service.pivot({ ...pivot, name: 'throughput:mean', module: 'Net.host[2].app' }, signal),
    'a pivot of five modules, filtered by run attributes': () =>
      service.pivot({ ...pivot, name: 'queueingTime:max', filter: 'runattr:repetition =~ {0..7}' }, signal),
    'items of a filter, a page in the middle': () =>
      service.items({ ...at, filter: 'module =~ *host[3]* AND *:mean', offset: 12_000, limit: 500 }, signal),
    'histograms merged over 10 repetitions': () =>
      service.histograms({ ...at, where: { load: ['50'] }, name: 'endToEndDelay:histogram', merge: true }, signal),
    dimensions: () => service.dimensions({ source: at.source }, signal),
  };
  const rows: BenchRow[] = [];
  for (const [name, ask] of Object.entries(questions)) {
    await ask();
    rows.push(measured(`10,000 runs: ${name}`, await medianSeconds(ask), 's', 1, 'asked again'));
  }
  rows.push(...(await usage.rows('10,000 .sca read and browsed')));
  await results.close();
  return rows;
}

async function longVector(folder: string): Promise<BenchRow[]> {
  const source = join(folder, 'long');
  const results = await openWarm(folder, 2);
  await read(results, source);
  const { items } = await results.service.items({ source: { folder: source }, where: {}, offset: 0, limit: 1 }, signal);
  const ask = (from?: number, to?: number) =>
    results.service.vectors(
      { source: { folder: source }, ids: [items[0]!.id], columns: 1200, transform: 'none', window: 2, from, to },
      signal,
    );
  const usage = watchProcess();
  const first = await secondsOf(() => ask());
  const [whole] = await ask();
  const zooms: number[] = [];
  for (const [from, to] of [
    [1e6, 6e6],
    [2e6, 3e6],
    [2e6, 2.1e6],
  ] as const)
    zooms.push(await medianSeconds(() => ask(from, to)));
  await results.close();
  const samples = `${((whole?.samples ?? 0) / 1e6).toFixed(1)} million samples`;
  return [
    measured('a long vector, thinned, for the first time', first, 's', 3, samples),
    measured('zooming in it, the slowest of three', Math.max(...zooms), 's', 0.1, samples),
    ...(await usage.rows('a long vector read and zoomed')),
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Two gigabytes of vectors without an index: read, asked about, exported in part. */
async function huge(folder: string): Promise<BenchRow[]> {
  const source = join(folder, 'huge');
  const results = await openWarm(folder, 2);
  const usage = watchProcess();
  await read(results, source);
  const { items } = await results.service.items({ source: { folder: source }, where: {}, offset: 0, limit: 8 }, signal);
  const ids = items.map(({ id }) => id);
  await results.service.vectors(
    { source: { folder: source }, ids, columns: 1200, transform: 'moving-average', window: 100 },
    signal,
  );
  const order = {
    source: { folder: source },
    where: {},
    filter: 'module =~ *[7]*',
    format: 'JSON' as const,
    overwrite: true,
  };
  for await (const { phase } of results.service.export({ ...order, destination: join(folder, 'part.json') }, signal))
    if (phase === 'done') break;
  const rows = await usage.rows('2 GB of .vec read, shown and exported');
  await results.close();
  return rows;
}

/** What the process has when nobody has asked anything. */
const idle = process.memoryUsage().rss;

/** Memory above the idle process, and how long the event loop was kept beside one that has nothing to do, until `rows` is called. */
function watchProcess() {
  let peak = 0;
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const timer = setInterval(sample, 20);
  const control = startControl();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  return {
    async rows(name: string): Promise<BenchRow[]> {
      sample();
      clearInterval(timer);
      delay.disable();
      const idle99 = await control();
      const note = `longest ${(delay.max / 1e6).toFixed(0)} ms; an idle process meanwhile: p99 ${idle99.toFixed(1)} ms`;
      return [
        measured(`${name}: memory above idle`, (peak - idle) / 1e6, 'MB', 200, 'threads included'),
        measured(`${name}: event-loop delay p99`, delay.percentile(99) / 1e6, 'ms', 20, note),
      ];
    },
  };
}

const controlScript = `
const delay = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.stdin.resume().on('end', () => { console.log(delay.percentile(99) / 1e6); process.exit(0); });
`;

/** A process that does nothing but measure how late a busy machine lets it run; answers how to end it and hear. */
function startControl(): () => Promise<number> {
  const child = spawn(process.execPath, ['-e', controlScript], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return () => {
    const ended = new Promise<number>(resolve => child.once('close', () => resolve(Number(said))));
    child.stdin.end();
    return ended;
  };
}

const parts: Readonly<Record<string, (folder: string) => Promise<BenchRow[]>>> = { questions, longVector, huge };

const [part = '', folder = ''] = process.argv.slice(2);
console.log(JSON.stringify(await parts[part]?.(folder)));
