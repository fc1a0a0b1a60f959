import type { Redis } from 'ioredis';
import type { Progress } from '../../../contract/call.ts';
import { Failure } from '../../../contract/failure.ts';
import { CampaignEvent, LiveProgress, type RunDocument, redisChannels, redisKeys } from '../../../contract/queues.ts';
import type { CampaignId, RunId, RunRow } from '../../../contract/runs.ts';
import { loadHistories } from '../../../worker-images/worker/journal/load-histories.ts';
import { type RunHistory, takeEntry, toRow } from '../../../worker-images/worker/journal/run-history.ts';
import { readCampaigns, type SwarmCampaign } from './swarm-campaign.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** What is new of a campaign: all of it first, then what changed. */
export interface CampaignNews {
  readonly kind: 'snapshot' | 'changes';
  readonly campaign: SwarmCampaign;
  /** How far its build is, while it is built. */
  readonly building: Progress | undefined;
  /** Rows that are new or changed, whole; moments on this computer's clock. */
  readonly runs: readonly RunRow[];
  /** What the simulation listed of the same runs, in the same order. */
  readonly documents: readonly RunDocument[];
}

const eventsAtOnce = 500;
const atMostEvery = 100;

/**
 * Follows a campaign from its present state on, at most ten times a second. Ends with a failure when the connection is lost, and when the campaign is deleted; asking again
 * begins with the present state.
 */
export async function* followCampaign(
  connection: SwarmConnection,
  campaignId: CampaignId,
  signal: AbortSignal,
): AsyncGenerator<CampaignNews> {
  const [listener, subscriber] = await Promise.all([connection.openListener(), connection.openListener()]);
  const stop = () => listener.disconnect();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const live = await listenToProgress(subscriber, campaignId);
    while (!signal.aborted) yield* followOnce(connection, campaignId, listener, live, signal);
  } catch (error) {
    if (!signal.aborted) await connection.ask(() => Promise.reject(error));
  } finally {
    signal.removeEventListener('abort', stop);
    listener.disconnect();
    subscriber.disconnect();
  }
}

/** From one snapshot until so much happened, or was missed, that another is due. */
async function* followOnce(
  connection: SwarmConnection,
  campaignId: CampaignId,
  listener: Redis,
  live: Map<string, LiveProgress>,
  signal: AbortSignal,
): AsyncGenerator<CampaignNews> {
  const key = redisKeys.events(campaignId);
  // The position first, so that what happens while the rest is read is told twice rather than never.
  let position = await readLastPosition(connection.redis, key);
  let campaign = await readOne(connection, campaignId);
  const histories = await loadHistories(connection.collections.campaign(campaignId));
  const progress = await readProgress(connection.redis, campaignId);
  let building: Progress | undefined;
  const rowOf = (history: RunHistory) => toShownRow(history, progress, connection.clock.toHere);
  yield { kind: 'snapshot', campaign, building, ...toNews([...histories.values()], rowOf) };
  while (!signal.aborted) {
    const startedAt = performance.now();
    const events = await readEvents(listener, key, position);
    if (await hasMissed(connection.redis, key, position)) return;
    position = events.at(-1)?.position ?? position;
    const changed = new Set<RunHistory>();
    let campaignChanged = false;
    for (const { event } of events) {
      if (event.kind === 'much') return;
      if (event.kind === 'campaign') campaignChanged = true;
      if (event.kind === 'building') building = event.progress;
      const history = event.kind === 'journal' ? histories.get(event.entry.run) : undefined;
      if (event.kind === 'journal' && history && takeEntry(history, event.entry)) changed.add(history);
    }
    takeProgress(live, progress, histories, changed);
    if (campaignChanged) {
      const before = campaign.stage;
      campaign = await readOne(connection, campaignId);
      // Its runs were written meanwhile.
      if (campaign.stage === 'enqueued' && before !== 'enqueued') return;
    }
    if (campaign.stage !== 'building') building = undefined;
    if (events.length > 0 || changed.size > 0) {
      yield { kind: 'changes', campaign, building, ...toNews([...changed], rowOf) };
      await pause(atMostEvery - (performance.now() - startedAt));
    }
  }
}

function toNews(histories: readonly RunHistory[], rowOf: (history: RunHistory) => RunRow) {
  return { runs: histories.map(rowOf), documents: histories.map(({ document }) => document) };
}

async function readOne(connection: SwarmConnection, campaignId: CampaignId): Promise<SwarmCampaign> {
  const [campaign] = await readCampaigns(connection, [campaignId]);
  if (!campaign) throw new Failure('request.not-found', { what: 'campaign', id: campaignId });
  return campaign;
}

async function readLastPosition(redis: Redis, key: string): Promise<string> {
  const [last] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

// Progress comes by another way and is looked at now and then.
const waitForEvents = 200;

async function readEvents(listener: Redis, key: string, position: string) {
  const answer = await listener.xread('COUNT', eventsAtOnce, 'BLOCK', waitForEvents, 'STREAMS', key, position);
  const entries = answer?.[0]?.[1] ?? [];
  return entries.map(([at, fields]) => ({ position: at, event: CampaignEvent.parse(JSON.parse(fields[1] ?? '')) }));
}

/** Whether the stream was cut beyond our position, because we were slow or it was lost. */
async function hasMissed(redis: Redis, key: string, position: string): Promise<boolean> {
  const [first] = await redis.xrange(key, '-', '+', 'COUNT', 1);
  if (position === '0-0') return false;
  return first === undefined || isLater(first[0], position);
}

function isLater(one: string, other: string): boolean {
  const [milliseconds = 0, count = 0] = one.split('-').map(Number);
  const [otherMilliseconds = 0, otherCount = 0] = other.split('-').map(Number);
  return milliseconds > otherMilliseconds || (milliseconds === otherMilliseconds && count > otherCount);
}

async function listenToProgress(subscriber: Redis, campaignId: CampaignId): Promise<Map<string, LiveProgress>> {
  const latest = new Map<string, LiveProgress>();
  subscriber.on('message', (_, text) => {
    const told = LiveProgress.parse(JSON.parse(text));
    latest.set(told.run, told);
  });
  await subscriber.subscribe(redisChannels.progress(campaignId));
  return latest;
}

async function readProgress(redis: Redis, campaignId: CampaignId): Promise<Map<RunId, LiveProgress>> {
  const texts = await redis.hvals(redisKeys.progress(campaignId));
  return new Map(texts.map(text => LiveProgress.parse(JSON.parse(text))).map(told => [told.run, told]));
}

function takeProgress(
  live: Map<string, LiveProgress>,
  progress: Map<RunId, LiveProgress>,
  histories: ReadonlyMap<RunId, RunHistory>,
  changed: Set<RunHistory>,
): void {
  for (const told of live.values()) {
    progress.set(told.run, told);
    const history = histories.get(told.run);
    if (history) changed.add(history);
  }
  live.clear();
}

function toShownRow(
  history: RunHistory,
  progress: ReadonlyMap<RunId, LiveProgress>,
  toHere: (moment: number) => number,
): RunRow {
  const { startedAt, endedAt, ...row } = toRow(history);
  const told = progress.get(row.id);
  return {
    ...row,
    ...(startedAt === undefined ? {} : { startedAt: toHere(startedAt) }),
    ...(endedAt === undefined ? {} : { endedAt: toHere(endedAt) }),
    ...(row.state === 'running' && told?.attempt === row.attempts ? { progress: told.progress } : {}),
  };
}

function pause(milliseconds: number): Promise<void> | undefined {
  return milliseconds > 0 ? new Promise(resolve => setTimeout(resolve, milliseconds)) : undefined;
}
