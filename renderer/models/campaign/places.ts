import type { RunRow } from '../../../contract/runs.ts';
import { Model } from '../../client/model.ts';
import type { PlaceCounts } from '../../words/describe-swarm.ts';
import type { Runs } from './runs.ts';

const showAtMostEvery = 200;

/** How many runs of a campaign have their results only on the swarm, on their way, or here; counted as changes come. */
export class Places extends Model<PlaceCounts> {
  readonly #runs: Runs;
  readonly #counts = { there: 0, fetching: 0, here: 0 };
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(runs: Runs) {
    super({ there: 0, fetching: 0, here: 0 });
    this.#runs = runs;
  }

  open(): void {
    this.close();
    Object.assign(this.#counts, { there: 0, fetching: 0, here: 0 });
    for (const row of this.#runs.table.rows()) this.#add(row, 1);
    this.#stop = this.#runs.onChanges(changes => {
      for (const { before, after } of changes) {
        this.#add(before, -1);
        this.#add(after, 1);
      }
      this.#timer ??= setTimeout(() => this.#show(), showAtMostEvery);
    });
  }

  close(): void {
    this.#stop?.();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #add(row: RunRow | undefined, amount: 1 | -1): void {
    if (row?.place !== undefined) this.#counts[row.place] += amount;
  }

  #show(): void {
    this.#timer = undefined;
    this.change(this.#counts);
  }
}
