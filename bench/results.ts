/** Reading results beside `opp_scavetool`, where it is installed, and beside `wc -l` everywhere; memory, event-loop delay, and questions over ten thousand runs. */
import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLargeScalarFile, writeScalarFiles, writeVectorFile } from './result-files.ts';
import { medianSeconds, openWarm, read } from './results-service.ts';
import { type BenchRow, compared } from './row.ts';

const signal = new AbortController().signal;

/** Where the peer is, if it is: on the PATH, or where OPP_SCAVETOOL says. */
const scavetool = findScavetool();

function findScavetool(): string | undefined {
  const tool = process.env.OPP_SCAVETOOL ?? 'opp_scavetool';
  return spawnSync(tool, ['help'], { stdio: 'ignore' }).error ? undefined : tool;
}

/** Measures reading results; needs some 3 GB in the temporary folder for a while. */
export async function benchResults(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-bench-results-'));
  try {
    return [
      ...(await benchIndex(folder)),
      ...(await benchScalars(folder)),
      ...(await benchOneVector(folder)),
      ...browse('questions', folder, () => writeScalarFiles(join(folder, 'campaign'), 1000, 10)),
      ...browse('longVector', folder, () => void writeVectorFile(join(folder, 'long'), 470, 1)),
      ...browse('huge', folder, () => writeTwoGigabytes(join(folder, 'huge'))),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it takes to read a folder into a catalogue that knows nothing of it. */
async function secondsToRead(folder: string, source: string, threads: number): Promise<number> {
  let results = await openWarm(folder, threads);
  const seconds = await medianSeconds(
    () => read(results, source),
    async () => {
      await results.close();
      results = await openWarm(folder, threads);
    },
  );
  await results.close();
  return seconds;
}

function run(command: string, ...args: string[]): SpawnSyncReturns<Buffer> {
  const ended = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  if (ended.error || ended.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`, { cause: ended.error });
  return ended;
}

/** A row beside each peer there is; only the tool itself sets an aim. */
async function beside(
  name: string,
  ours: number,
  bytes: number,
  wc: () => unknown,
  tool: { aim: number; work: (path: string) => unknown; prepare?: () => unknown; what: string },
): Promise<BenchRow[]> {
  const rate = `${(bytes / 1e6 / ours).toFixed(0)} MB/s`;
  const counting = await medianSeconds(wc);
  const rows: BenchRow[] = [
    { name: `${name}, to wc -l`, ours, peer: counting, ratio: ours / counting, unit: 's', note: rate },
  ];
  if (scavetool) {
    const path = scavetool;
    const peer = await medianSeconds(() => tool.work(path), tool.prepare);
    rows.push(compared(`${name}, to ${tool.what}`, ours, peer, 's', tool.aim, rate));
  }
  return rows;
}

async function benchIndex(folder: string): Promise<BenchRow[]> {
  const source = join(folder, 'vectors');
  const path = writeVectorFile(source, 290, 20);
  const ours = await secondsToRead(folder, source, 1);
  const rows = await beside('index of a 290 MB .vec', ours, statSync(path).size, () => run('wc', '-l', path), {
    what: 'opp_scavetool index',
    aim: 1,
    work: tool => run(tool, 'index', path),
    prepare: () => rmSync(path.replace('.vec', '.vci'), { force: true }),
  });
  if (scavetool) rows.push(await benchAllVectors(folder, source, path, scavetool));
  const pair = join(folder, 'pair');
  cpSync(source, pair, { recursive: true, filter: name => !name.endsWith('.vci') });
  copyFileSync(path, join(pair, 'Vectors-#1.vec'));
  const [one, two] = [await secondsToRead(folder, pair, 1), await secondsToRead(folder, pair, 2)];
  rows.push(compared('index of two of them with two threads, to one', two, one, 's', 1 / 1.8, 'needs two idle cores'));
  rmSync(pair, { recursive: true });
  return rows;
}

async function benchAllVectors(folder: string, source: string, path: string, tool: string): Promise<BenchRow> {
  const results = await openWarm(folder, 1);
  await read(results, source);
  const { items } = await results.service.items(
    { source: { folder: source }, where: {}, types: ['vector'], offset: 0, limit: 100 },
    signal,
  );
  const ids = items.map(({ id }) => id);
  // A moving average needs every sample, whatever was read before.
  let window = 2;
  const load = () =>
    results.service.vectors(
      { source: { folder: source }, ids, columns: 1000, transform: 'moving-average', window: window++ },
      signal,
    );
  const ours = await medianSeconds(load);
  await results.close();
  const peer = await medianSeconds(() => run(tool, 'export', '-F', 'JSON', '-o', join(folder, 'all.json'), path));
  return compared(
    'all vectors of it decoded and averaged, to opp_scavetool export -F JSON',
    ours,
    peer,
    's',
    0.3,
    `${ids.length} vectors, one thread`,
  );
}

async function benchScalars(folder: string): Promise<BenchRow[]> {
  const large = join(folder, 'large');
  const path = writeLargeScalarFile(large, 48_000);
  const many = join(folder, 'many');
  writeScalarFiles(many, 100, 10);
  const more = join(folder, 'more');
  writeScalarFiles(more, 500, 10);
  const bytes = globSync('*.sca', { cwd: many }).reduce((sum, name) => sum + statSync(join(many, name)).size, 0);
  const [one, two] = [await secondsToRead(folder, more, 1), await secondsToRead(folder, more, 2)];
  return [
    ...(await beside(
      'a 63 MB .sca into the catalogue',
      await secondsToRead(folder, large, 1),
      statSync(path).size,
      () => run('wc', '-l', path),
      {
        what: 'opp_scavetool query -l',
        aim: 0.67,
        work: tool => run(tool, 'query', '-l', path),
      },
    )),
    ...(await beside(
      '1,000 small .sca into the catalogue',
      await secondsToRead(folder, many, 1),
      bytes,
      () => run('sh', '-c', 'cat "$0"/*.sca | wc -l', many),
      {
        what: 'opp_scavetool query -l',
        aim: 0.67,
        work: tool => run(tool, 'query', '-l', many),
      },
    )),
    compared(
      'the same with two threads, to one',
      two,
      one,
      's',
      1 / 1.5,
      'needs two idle cores; one of them writes at a time',
    ),
  ];
}

async function benchOneVector(folder: string): Promise<BenchRow[]> {
  const source = join(folder, 'vectors');
  const path = join(source, 'Vectors-#0.vec');
  const results = await openWarm(folder, 2);
  await read(results, source);
  const { items } = await results.service.items(
    { source: { folder: source }, where: {}, types: ['vector'], offset: 0, limit: 100 },
    signal,
  );
  let next = 0;
  // Another vector each time: nothing of it is remembered.
  const ask = () =>
    results.service.vectors(
      {
        source: { folder: source },
        ids: [items[next++ % items.length]!.id],
        columns: 1200,
        transform: 'none',
        window: 2,
      },
      signal,
    );
  const ours = await medianSeconds(ask);
  await results.close();
  const bytes = statSync(path).size / items.length;
  return beside('one vector of 20 by its index, thinned', ours, bytes, () => run('wc', '-l', path), {
    what: 'opp_scavetool export of one vector',
    aim: 1,
    work: tool =>
      run(tool, 'export', '-f', 'module =~ Net.host[7].queue', '-F', 'CSV-R', '-o', join(folder, 'one.csv'), path),
  });
}

function writeTwoGigabytes(source: string): void {
  const path = writeVectorFile(source, 500, 50);
  for (let copy = 1; copy < 4; copy++) copyFileSync(path, join(source, `copy-${copy}.vec`));
}

// In a process of its own, whose memory nothing else has used.
function browse(part: string, folder: string, prepare: () => void): BenchRow[] {
  prepare();
  const script = join(import.meta.dirname, 'results-browsing.ts');
  const printed = execFileSync(process.execPath, [script, part, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(printed.toString()) as BenchRow[];
}
