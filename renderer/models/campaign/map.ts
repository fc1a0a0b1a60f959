import { Model } from '../../client/model.ts';
import { type Dimension, findDimensions, type MapAxes, ParameterMap, suggestAxes } from './parameter-map.ts';
import type { Runs } from './runs.ts';

interface State {
  readonly dimensions: readonly Dimension[];
  readonly axes: MapAxes | undefined;
  /** Counts the moments at which cells changed: whoever draws looks again. */
  readonly version: number;
}

const showAtMostEvery = 200;

/** The parameter-space map of a campaign: which axes, and what each point has come to. */
export class CampaignMap extends Model<State> {
  readonly #runs: Runs;
  #variables: readonly string[] = [];
  #map: ParameterMap | undefined;
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isChosen = false;
  #mustRemake = false;

  constructor(runs: Runs) {
    super({ dimensions: [], axes: undefined, version: 0 });
    this.#runs = runs;
  }

  open(): void {
    this.#stop = this.#runs.onChanges(changes => {
      const isFamiliar = changes.every(({ before, after }) => before && after);
      if (isFamiliar) this.#map?.apply(changes);
      // Runs came or went: values may have as well.
      else this.#mustRemake = true;
      this.#timer ??= setTimeout(() => this.#show(), showAtMostEvery);
    });
    if (this.#runs.table.size > 0) this.#remake();
  }

  close(): void {
    this.#stop?.();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  setVariables(variables: readonly string[]): void {
    if (variables.join('\n') === this.#variables.join('\n')) return;
    this.#variables = variables;
    this.#remake();
  }

  readonly setAxes = (axes: MapAxes): void => {
    this.#isChosen = true;
    this.change({ axes });
    this.#remake();
  };

  cell(x: string, y: string) {
    return this.#map?.cell(x, y);
  }

  cells() {
    return this.#map?.cells() ?? [];
  }

  #show(): void {
    this.#timer = undefined;
    if (this.#mustRemake) this.#remake();
    else this.change({ version: this.read().version + 1 });
  }

  #remake(): void {
    this.#mustRemake = false;
    const dimensions = findDimensions(this.#runs.table.rows(), this.#variables);
    const chosen = this.#isChosen ? this.read().axes : undefined;
    const axes = chosen ?? suggestAxes(dimensions);
    this.#map = new ParameterMap(axes, this.#variables);
    this.#map.add(this.#runs.table.rows());
    this.change({ dimensions, axes, version: this.read().version + 1 });
  }
}
