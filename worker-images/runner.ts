/** A runner: takes one run at a time, executes it, stores what it left. One for each core of a worker node. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { redisChannels } from '../contract/queues.ts';
import { mongoDatabase } from '../contract/stack.ts';
import { readRunnerEnvironment } from './worker/environment.ts';
import { collectionsOf } from './worker/journal/campaign-store.ts';
import { createPatientRedis } from './worker/queue/open-redis.ts';
import { RunTurns } from './worker/queue/run-turns.ts';
import { readSwarmClock } from './worker/queue/swarm-clock.ts';
import { createCampaignPlaces } from './worker/runner/campaign-places.ts';
import { hearCancellations } from './worker/runner/cancellations.ts';
import { measureGaps } from './worker/runner/dispatch-gap.ts';
import { watchMemoryKills } from './worker/runner/memory-kills.ts';
import { showPresence } from './worker/runner/presence.ts';
import { serveRuns } from './worker/runner/serve-runs.ts';
import { ArtifactCache } from './worker/store/artifact-cache.ts';
import { createMongoClient } from './worker/store/open-mongo.ts';

const environment = readRunnerEnvironment(process.env);
const id = randomUUID();
const log = pino({ level: environment.LOG_LEVEL, base: { service: 'runner', node: environment.NODE_NAME, id } });
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort(new Error('SIGTERM')));
process.once('SIGINT', () => stopping.abort(new Error('SIGINT')));

const redis = createPatientRedis(environment.redis);
const subscriber = createPatientRedis(environment.redis);
for (const connection of [redis, subscriber]) connection.on('error', error => log.warn({ err: error }, 'redis'));
const mongo = createMongoClient(environment.mongo, { maxPoolSize: 4 });
await subscriber.subscribe(redisChannels.work, redisChannels.cancel);
const clock = await readSwarmClock(redis);

const collections = collectionsOf(mongo.db(mongoDatabase));
const cache = new ArtifactCache({ folder: environment.CACHE_FOLDER, mostBytes: environment.CACHE_BYTES });
const parts = {
  id,
  node: environment.NODE_NAME,
  redis,
  collections,
  clock,
  places: createCampaignPlaces(collections, cache),
  cancellations: hearCancellations(redis, subscriber),
  workFolder: environment.WORK_FOLDER,
  lockMilliseconds: environment.LOCK_SECONDS * 1000,
  gap: measureGaps(log),
  killedForMemory: await watchMemoryKills(),
  log,
};
const turns = new RunTurns({
  redis,
  subscriber,
  lockMilliseconds: parts.lockMilliseconds,
  stalledMilliseconds: environment.STALLED_SECONDS * 1000,
  report: error => log.warn({ err: error }, 'queue'),
});
const presence = showPresence(parts);

log.info('ready');
await serveRuns(turns, parts, presence, stopping.signal);
log.info('stopping');
await turns.close();
parts.places.close();
await presence.end();
await mongo.close();
for (const connection of [redis, subscriber]) connection.disconnect();
