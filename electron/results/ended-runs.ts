import { setTimeout as wait } from 'node:timers/promises';
import type { CampaignId } from '../../contract/runs.ts';
import { holdsResults } from './files/list-files.ts';
import type { Sources } from './sources.ts';

/** Milliseconds in which runs that end are taken together: each reading costs a little, however small it is. */
const together = 300;

/** Reads the files of runs as they end, those of one moment at once. */
export class EndedRuns {
  readonly #sources: Sources;
  readonly #closing: AbortSignal;
  readonly #waiting = new Map<CampaignId, Batch>();
  /** The last batch of a campaign, until it is read. */
  readonly #reading = new Map<CampaignId, Promise<void>>();

  constructor(sources: Sources, closing: AbortSignal) {
    this.#sources = sources;
    this.#closing = closing;
  }

  /** Resolves when the files are in the catalogue. */
  add(campaignId: CampaignId, paths: readonly string[]): Promise<void> {
    const holding = paths.filter(holdsResults);
    const known = this.#waiting.get(campaignId);
    if (known) {
      known.paths.push(...holding);
      return known.done;
    }
    const start = Promise.withResolvers<void>();
    const done = this.#readSoon(campaignId, start.promise).catch(error => {
      // What was not read before all ended is read when somebody asks.
      if (!this.#closing.aborted) throw error;
    });
    this.#waiting.set(campaignId, { paths: [...holding], done, start: start.resolve });
    return done;
  }

  /** For whoever asks about a campaign: reads what has ended so far at once, and resolves when that is done. */
  async hurry(campaignId: CampaignId): Promise<void> {
    const batch = this.#waiting.get(campaignId);
    batch?.start();
    // How that ends is told to whoever added it; a question is answered with what is there.
    await Promise.allSettled([batch?.done, this.#reading.get(campaignId)]);
  }

  async #readSoon(campaignId: CampaignId, start: Promise<void>): Promise<void> {
    await Promise.race([wait(together, undefined, { signal: this.#closing, ref: false }), start]);
    const paths = this.#waiting.get(campaignId)?.paths ?? [];
    this.#waiting.delete(campaignId);
    if (paths.length === 0) return;
    const reading = this.#read(campaignId, paths);
    this.#reading.set(campaignId, reading);
    await reading.finally(() => {
      if (this.#reading.get(campaignId) === reading) this.#reading.delete(campaignId);
    });
  }

  async #read(campaignId: CampaignId, paths: readonly string[]): Promise<void> {
    const { state, key } = await this.#sources.find({ campaignId }, this.#closing);
    if (key !== undefined) await state.add(paths, key);
  }
}

interface Batch {
  readonly paths: string[];
  readonly done: Promise<void>;
  /** Reads it now rather than soon. */
  readonly start: () => void;
}
