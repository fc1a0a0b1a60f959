/** Measures a swarm's queue and store on this computer, each beside what one would do without them, in the same minutes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Queue } from 'bullmq';
import { GridFSBucket } from 'mongodb';
import type { RunJob } from '../contract/queues.ts';
import type { CampaignId, RunId } from '../contract/runs.ts';
import { mongoDatabase } from '../contract/stack.ts';
import { copyExample, makeExample, type SwarmProcess, startSwarm, type TestSwarm } from '../e2e/peers/swarm.ts';
import { openTestStore, until, untilEnded } from '../e2e/peers/swarm-campaigns.ts';
import { enqueueRuns } from '../worker-images/worker/builder/enqueue-runs.ts';
import { createPatientRedis } from '../worker-images/worker/queue/open-redis.ts';
import { bucketOf } from '../worker-images/worker/store/bucket.ts';
import { createMongoClient } from '../worker-images/worker/store/open-mongo.ts';
import { readStored } from '../worker-images/worker/store/read-stored.ts';
import { storeFiles } from '../worker-images/worker/store/store-files.ts';
import { type BenchRow, compared, measured } from './row.ts';

const never = new AbortController().signal;

/** Everything below, with servers of its own. */
export async function benchQueue(): Promise<BenchRow[]> {
  await using swarm = await startSwarm();
  return [...(await benchDispatch(swarm)), ...(await benchEnqueueing(swarm)), ...(await benchStore(swarm))];
}

const trivial = { configuration: 'ManyRuns', count: 300 };
// Long enough for the results of one to be stored while the next goes on, as those of real runs are.
const short = { configuration: 'HundredMilliseconds', count: 80 };

/** Runs through one runner, and the same program started again and again by a plain loop. */
async function benchDispatch(swarm: TestSwarm): Promise<BenchRow[]> {
  await using test = await openTestStore(swarm);
  const example = copyExample(join(swarm.folder, 'example'));
  const builder = await swarm.startBuilder();
  const many = await runThrough(swarm, test, example, trivial);
  const manyLoop = await runPlainLoop(example, trivial);
  const few = await runThrough(swarm, test, example, short);
  const fewLoop = await runPlainLoop(example, short);
  await builder.end('SIGTERM');
  const beyond = (quantile: number) => Math.max(0, at(few.gaps, quantile) - at(fewLoop.gaps, quantile));
  const perRun = (seconds: number) => seconds / trivial.count;
  const note = 'from the end of a run of 0.1 s to the start of the next; peer: a plain loop';
  return [
    compared('dispatch p50', at(few.gaps, 0.5), at(fewLoop.gaps, 0.5), 'ms', 3, note),
    measured('dispatch beyond it, p50', beyond(0.5), 'ms', 5, 'what the queue adds to starting the process'),
    measured('dispatch beyond it, p99', beyond(0.99), 'ms', 25, 'the same'),
    compared(
      'a trivial run',
      perRun(many.seconds),
      perRun(manyLoop.seconds),
      's',
      2,
      'peer: a plain loop that stores nothing',
    ),
    measured('event loop of the runner, p99', many.delay, 'ms', 20, 'held up during trivial runs'),
  ];
}

interface Runs {
  readonly configuration: string;
  readonly count: number;
}

async function runThrough(
  swarm: TestSwarm,
  test: Awaited<ReturnType<typeof openTestStore>>,
  example: string,
  { configuration, count }: Runs,
) {
  const id = await test.submit(example, { configuration, runFilter: `0..${count - 1}` });
  await until(test.store, id, (_, { campaign }) => campaign.stage === 'enqueued');
  const runner = await swarm.startRunner('bench', { LOG_LEVEL: 'debug', NODE_OPTIONS: `--import=${loopMeter}` });
  const startedAt = performance.now();
  await untilEnded(test.store, id, 600);
  const seconds = (performance.now() - startedAt) / 1000;
  await runner.end('SIGTERM');
  const [delay = 0] = readNumbers(runner, 'event loop p99');
  return { seconds, delay, gaps: readNumbers(runner, 'gap') };
}

// Tells, at the end of a process, how long its event loop was held up.
const loopMeter = `data:text/javascript,${encodeURIComponent(`
import { monitorEventLoopDelay } from 'node:perf_hooks';
const histogram = monitorEventLoopDelay({ resolution: 5 });
histogram.enable();
process.once('SIGTERM', () => console.log(JSON.stringify({ msg: 'event loop p99', milliseconds: histogram.percentile(99) / 1e6 - 5 })));
`)}`;

function readNumbers({ lines }: SwarmProcess, message: string): number[] {
  const entries = lines.map(line => JSON.parse(line) as { msg: string; milliseconds: number });
  return entries.filter(({ msg }) => msg === message).map(({ milliseconds }) => milliseconds);
}

async function runPlainLoop(example: string, { configuration, count }: Runs) {
  makeExample(example);
  const gaps: number[] = [];
  const startedAt = performance.now();
  for (let number = 0, endedAt = 0; number < count; number++) {
    const args = ['-u', 'Cmdenv', '-c', configuration, '-r', String(number)];
    const child = spawn(join(example, 'queueing'), args, { cwd: example, stdio: 'ignore' });
    await once(child, 'spawn');
    if (number > 0) gaps.push(performance.now() - endedAt);
    await once(child, 'exit');
    endedAt = performance.now();
  }
  return { gaps, seconds: (performance.now() - startedAt) / 1000 };
}

function at(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 0;
}

/** Ten thousand runs into the queue, and as many jobs by BullMQ's own `addBulk`. */
async function benchEnqueueing({ redis: address }: TestSwarm): Promise<BenchRow[]> {
  const redis = createPatientRedis(address);
  const jobs = Array.from(
    { length: 10_000 },
    (_, number): RunJob => ({ run: `bench-${number}` as RunId, number, order: 1, attempt: 1 }),
  );
  const ours = await measure(() => enqueueRuns(redis, 'bench' as CampaignId, jobs, 0));
  const queue = new Queue('bench', { connection: redis });
  const peer = await measure(() => queue.addBulk(jobs.map(data => ({ name: 'run', data, opts: { jobId: data.run } }))));
  await queue.close();
  redis.disconnect();
  return [
    compared('10,000 runs enqueued', ours, peer, 's', 1.5, 'peer: one addBulk, which holds the event loop up'),
    measured('10,000 runs enqueued', ours, 's', 1, 'after the build'),
  ];
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

const vectorBytes = 64 * 1024 * 1024;

/** One large vector file into the store and back, and the same by the driver's GridFS streams. */
async function benchStore({ mongo, folder }: TestSwarm): Promise<BenchRow[]> {
  const client = createMongoClient(mongo, { maxPoolSize: 16 });
  const database = client.db(mongoDatabase);
  const path = join(folder, 'bench', 'large.vec');
  mkdirSync(join(folder, 'bench'));
  const content = vectorLike(vectorBytes);
  writeFileSync(path, content);
  const bucket = bucketOf(database, 'bench');
  const file = { id: 'bench', absolute: path, path: 'large.vec', modifiedAt: 0 };
  let stored: Awaited<ReturnType<typeof storeFiles>> = [];
  const up = await measure(async () => {
    stored = await storeFiles(bucket, [file], never);
  });
  const down = await measure(() => drain(readStored(bucket, stored[0]!)));
  const plain = new GridFSBucket(database, { bucketName: 'peer', chunkSizeBytes: 2 * 1024 * 1024 });
  const upload = plain.openUploadStream('large.vec');
  const peerUp = await measure(() => pipeline(Readable.from(pieces(content)), upload));
  const peerDown = await measure(() => drain(plain.openDownloadStream(upload.id)));
  await client.close();
  const note = '64 MB of a result file; peer: the driver’s GridFS streams in 8 MB writes';
  return [
    compared('results stored', up, peerUp, 's', 1, note),
    compared('results fetched', down, peerDown, 's', 1, note),
  ];
}

function* pieces(content: Buffer): Generator<Buffer> {
  for (let from = 0; from < content.length; from += 8 << 20) yield content.subarray(from, from + (8 << 20));
}

async function drain(source: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(source, new Writable({ write: (_, __, done) => done() }));
}

/** Lines as a vector file has them: times that rise, values that vary. */
function vectorLike(bytes: number): Buffer {
  const lines: string[] = [];
  for (let size = 0, event = 0; size < bytes; event += 3) {
    const line = `0\t${event}\t${(event * 0.731).toFixed(6)}\t${(Math.random() * 3).toPrecision(12)}\n`;
    lines.push(line);
    size += line.length;
  }
  return Buffer.from(lines.join('')).subarray(0, bytes);
}
