/** The builder: compiles a source once, with all compile servers there are, and queues the runs of the campaigns that wait for it. One, on the manager. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Job, Queue, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { pino } from 'pino';
import { BuildJob, buildQueue } from '../contract/queues.ts';
import { mongoDatabase } from '../contract/stack.ts';
import type { BuilderParts } from './worker/builder/builder-parts.ts';
import { keepReconciled } from './worker/builder/keep-reconciled.ts';
import { askAgainIfWanted, serveBuild } from './worker/builder/serve-builds.ts';
import { SourceMirror } from './worker/builder/source-mirror.ts';
import { readToolchain } from './worker/builder/toolchain.ts';
import { readBuilderEnvironment } from './worker/environment.ts';
import { collectionsOf } from './worker/journal/campaign-store.ts';
import { createPatientRedis } from './worker/queue/open-redis.ts';
import { readSwarmClock } from './worker/queue/swarm-clock.ts';
import { ArtifactCache } from './worker/store/artifact-cache.ts';
import { createMongoClient } from './worker/store/open-mongo.ts';

const environment = readBuilderEnvironment(process.env);
const log = pino({ level: environment.LOG_LEVEL, base: { service: 'builder' } });
const folder = environment.CACHE_FOLDER;
await mkdir(folder, { recursive: true });

const redis = createPatientRedis(environment.redis);
redis.on('error', error => log.warn({ err: error }, 'redis'));
const mongo = createMongoClient(environment.mongo, { maxPoolSize: 8 });
const collections = collectionsOf(mongo.db(mongoDatabase));
const parts: BuilderParts = {
  redis,
  collections,
  clock: await readSwarmClock(redis),
  mirror: await SourceMirror.open(folder, collections),
  cache: new ArtifactCache({ folder: join(folder, 'artifacts'), mostBytes: environment.CACHE_BYTES }),
  compile: {
    name: environment.DISTCC_NAME,
    slotsEach: environment.DISTCC_SLOTS,
    localJobs: environment.BUILD_JOBS,
    folder,
  },
  folder,
  toolchain: await readToolchain(environment.IMAGE),
  log,
};

async function build(job: Job<unknown>, token: string | undefined, signal: AbortSignal | undefined): Promise<void> {
  const asked = BuildJob.safeParse(job.data);
  if (!asked.success) throw new UnrecoverableError(`Bad build request: ${asked.error.message}`);
  const stop = signal ?? new AbortController().signal;
  try {
    await serveBuild(asked.data.sourceKey, parts, stop);
  } catch (error) {
    if (!stop.aborted) throw error;
    // Told to stop: whoever comes after us goes on.
    await job.moveToWait(token);
    throw new WaitingError();
  }
}

const builds = new Queue(buildQueue, { connection: redis });
builds.on('error', error => log.warn({ err: error }, 'queue'));
const worker = new Worker(buildQueue, build, {
  connection: redis,
  // Campaigns whose build is there do not wait for those whose is not; compiling itself is one at a time for each source folder.
  concurrency: 4,
  lockDuration: environment.LOCK_SECONDS * 1000,
  stalledInterval: environment.STALLED_SECONDS * 1000,
  maxStalledCount: Number.MAX_SAFE_INTEGER,
});
worker.on('error', error => log.warn({ err: error }, 'queue'));
worker.on('failed', (job, error) => log.error({ err: error, job: job?.id }, 'build job failed'));
worker.on('completed', job => {
  askAgainIfWanted(job.id ?? '', parts, builds).catch(error => log.warn({ err: error }, 'could not ask again'));
});
const reconciling = keepReconciled(parts, builds);
log.info({ toolchain: parts.toolchain }, 'ready');

async function stop(): Promise<void> {
  log.info('stopping');
  reconciling.stop();
  worker.cancelAllJobs('stopping');
  await worker.close();
  await builds.close();
  await mongo.close();
  redis.disconnect();
}
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop());
