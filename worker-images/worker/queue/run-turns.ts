import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createRedisBackend, type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { redisChannels, redisKeys, runQueue } from '../../../contract/queues.ts';
import { chooseCampaign } from './choose-campaign.ts';

/** A job that was given to this runner. */
export interface Taken {
  readonly campaignId: string;
  readonly job: Job<unknown>;
  /** Of this taking alone: names the lock of the job, and what is written on its behalf. */
  readonly token: string;
}

export interface RunTurnsOptions {
  readonly redis: Redis;
  /** Subscribed elsewhere too; only listened to here. */
  readonly subscriber: Redis;
  readonly lockMilliseconds: number;
  readonly stalledMilliseconds: number;
  report(error: Error): void;
}

// What no message tells: a run whose runner is gone is waiting again.
const lookEvery = 1000;
const openEvery = 2000;

/** Gives this runner one job after the other, campaigns in turn, and looks after jobs whose runners are gone. */
export class RunTurns {
  readonly #options: RunTurnsOptions;
  readonly #workers = new Map<string, Worker<unknown>>();
  #wake: () => void = () => undefined;
  #caretaking: NodeJS.Timeout | undefined;
  #inHand: string | undefined;
  #closed = false;

  constructor(options: RunTurnsOptions) {
    this.#options = options;
    options.subscriber.on('message', channel => channel === redisChannels.work && this.#wake());
    void this.#takeCare();
  }

  /** Waits for a job; undefined when `signal` ends first. */
  async next(signal: AbortSignal): Promise<Taken | undefined> {
    const stopped = whenAborted(signal);
    try {
      while (!signal.aborted) {
        // While Redis is away questions wait; whoever is told to stop does not. A job that comes all the same goes to another when its lock runs out.
        const taken = await Promise.race([this.#take(), stopped.promise]);
        if (taken) return taken;
        await this.#waitForWork(signal);
      }
      return undefined;
    } finally {
      stopped.forget();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#caretaking);
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    await Promise.all(workers.map(worker => worker.close(true)));
  }

  async #take(): Promise<Taken | undefined> {
    const { redis } = this.#options;
    const token = randomUUID();
    for (let campaignId = await chooseCampaign(redis); campaignId; campaignId = await chooseCampaign(redis)) {
      this.#inHand = campaignId;
      const job = await this.#workerFor(campaignId).getNextJob(token, { block: false });
      // Undefined: another runner was faster, and there may be work elsewhere.
      if (job) return { campaignId, job, token };
    }
    return undefined;
  }

  async #waitForWork(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    // Not all at the same moment, so that hundreds of idle runners are no burst.
    const pause = lookEvery * (0.5 + Math.random());
    await setTimeout(pause, undefined, { signal: AbortSignal.any([signal, woken.signal]) }).catch(() => undefined);
  }

  #workerFor(campaignId: string): Worker<unknown> {
    const known = this.#workers.get(campaignId);
    if (known) return known;
    const { redis, lockMilliseconds, stalledMilliseconds, report } = this.#options;
    const worker: Worker<unknown> = new Worker(
      runQueue(campaignId),
      null,
      {
        connection: redis,
        autorun: false,
        lockDuration: lockMilliseconds,
        stalledInterval: stalledMilliseconds,
        // How often a run is tried again is written in its journal, not here.
        maxStalledCount: Number.MAX_SAFE_INTEGER,
      },
      // Nothing here ever blocks on a queue, so no queue needs a connection of its own.
      (name, options) => createRedisBackend(name, options, { withBlockingConnection: false }),
    );
    worker.on('error', report);
    worker.on('stalled', () => this.#wake());
    worker.startStalledCheckTimer().catch(report);
    this.#workers.set(campaignId, worker);
    return worker;
  }

  /** Opens a worker for every campaign with runs to do, since somebody must notice runs whose runner is gone. */
  async #takeCare(): Promise<void> {
    try {
      const open = new Set(await this.#options.redis.zrange(redisKeys.openCampaigns, '0', '-1'));
      for (const campaignId of open) this.#workerFor(campaignId);
      const over = [...this.#workers].filter(([campaignId]) => !open.has(campaignId) && campaignId !== this.#inHand);
      for (const [campaignId, worker] of over) {
        this.#workers.delete(campaignId);
        await worker.close(true);
      }
    } catch (error) {
      if (!this.#closed) this.#options.report(error as Error);
    }
    if (!this.#closed) this.#caretaking = globalThis.setTimeout(() => void this.#takeCare(), openEvery);
  }
}

function whenAborted(signal: AbortSignal): { promise: Promise<undefined>; forget(): void } {
  let stop: () => void = () => undefined;
  const promise = new Promise<undefined>(resolve => {
    stop = () => resolve(undefined);
  });
  signal.addEventListener('abort', stop, { once: true });
  return { promise, forget: () => signal.removeEventListener('abort', stop) };
}
