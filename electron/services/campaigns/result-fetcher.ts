import { setTimeout } from 'node:timers/promises';
import { type FailureRecord, isFailure, toFailureRecord } from '../../../contract/failure.ts';
import type { RunId } from '../../../contract/runs.ts';

export interface FetcherOptions {
  /** Brings one run's results here; rejects when it cannot. */
  readonly fetch: (runId: RunId, received: (bytes: number) => void, signal: AbortSignal) => Promise<void>;
  readonly changed: () => void;
}

const atOnce = 3;
const tryAgainAfter = 5000;
const meterSeconds = 3;

/** Brings results of ended runs here, a few runs at once; what cannot be fetched now is tried again until it is, or until it is stopped. */
export class ResultFetcher {
  readonly #options: FetcherOptions;
  readonly #waiting = new Set<RunId>();
  readonly #going = new Set<RunId>();
  readonly #stop = new AbortController();
  readonly #received: Array<{ at: number; bytes: number }> = [];
  #problem: FailureRecord | undefined;

  constructor(options: FetcherOptions) {
    this.#options = options;
  }

  /** How much is left, how fast it goes, and what stands in the way. */
  describe(): { waitingRuns: number; bytesPerSecond: number; problem?: FailureRecord } {
    const since = Date.now() - meterSeconds * 1000;
    while ((this.#received[0]?.at ?? since) < since) this.#received.shift();
    const bytes = this.#received.reduce((sum, piece) => sum + piece.bytes, 0);
    return {
      waitingRuns: this.left,
      bytesPerSecond: bytes / meterSeconds,
      ...(this.#problem ? { problem: this.#problem } : {}),
    };
  }

  get left(): number {
    return this.#waiting.size + this.#going.size;
  }

  isFetching(runId: RunId): boolean {
    return this.#going.has(runId);
  }

  add(runIds: Iterable<RunId>): void {
    for (const id of runIds) if (!this.#going.has(id)) this.#waiting.add(id);
    this.#fill();
  }

  /** Whoever made room, or whatever came back, says so. */
  tryAgain(): void {
    this.#problem = undefined;
    this.#fill();
  }

  stop(): void {
    this.#waiting.clear();
    this.#stop.abort(new Error('nothing is fetched any more'));
  }

  #fill(): void {
    for (const id of this.#waiting) {
      if (this.#going.size >= atOnce || this.#problem) return;
      this.#waiting.delete(id);
      this.#going.add(id);
      void this.#fetch(id);
    }
  }

  async #fetch(id: RunId): Promise<void> {
    const { signal } = this.#stop;
    const received = (bytes: number) => void this.#received.push({ at: Date.now(), bytes });
    try {
      await this.#options.fetch(id, received, signal);
      this.#going.delete(id);
    } catch (error) {
      this.#going.delete(id);
      if (signal.aborted) return;
      this.#waiting.add(id);
      // Results that a swarm no longer has will not come however often they are asked for.
      if (isFailure(error, 'request.not-found', 'store.file-damaged')) this.#waiting.delete(id);
      await this.#hold(error);
    }
    this.#options.changed();
    this.#fill();
  }

  async #hold(error: unknown): Promise<void> {
    this.#problem = toFailureRecord(error);
    this.#options.changed();
    await setTimeout(tryAgainAfter, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
    this.#problem = undefined;
  }
}
