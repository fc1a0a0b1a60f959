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
  readonly #waiting = new Map<CampaignId, { readonly paths: string[]; readonly done: Promise<void> }>();

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
    const done = this.#readSoon(campaignId).catch(error => {
      // What was not read before all ended is read when somebody asks.
      if (!this.#closing.aborted) throw error;
    });
    const batch = { paths: [...holding], done };
    this.#waiting.set(campaignId, batch);
    return batch.done;
  }

  async #readSoon(campaignId: CampaignId): Promise<void> {
    await wait(together, undefined, { signal: this.#closing });
    const paths = this.#waiting.get(campaignId)?.paths ?? [];
    this.#waiting.delete(campaignId);
    if (paths.length === 0) return;
    const { state, key } = await this.#sources.find({ campaignId }, this.#closing);
    if (key !== undefined) await state.add(paths, key);
  }
}
