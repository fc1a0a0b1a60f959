import type { AnyFailure } from '../../../contract/failure.ts';
import type { Estimate, Pivot, ResultName } from '../../../contract/results.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import { askSafely, type Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { asFailure } from '../../words/describe-failure.ts';
import type { MapAxes } from './parameter-map.ts';
import { repetitionVariable } from './run-filter.ts';

/** A scalar of a module, as a person picks it for the map. */
export interface ScalarChoice {
  readonly name: string;
  readonly module: string;
}

interface State {
  /** What can be shown; empty until there are results. */
  readonly names: readonly ResultName[];
  readonly chosen: ScalarChoice | undefined;
  readonly unit: string | undefined;
  readonly values: ReadonlyMap<string, Estimate>;
  readonly range: { readonly low: number; readonly high: number } | undefined;
  readonly failure: AnyFailure | undefined;
}

/** The value of a chosen scalar at every point of the map, with its confidence interval; asked again as runs end. */
export class MapValues extends Model<State> {
  readonly #line: Line;
  readonly #source: { campaignId: CampaignId };
  #axes: MapAxes | undefined;
  #leaving: AbortController | undefined;

  constructor(line: Line, campaignId: string) {
    super({
      names: [],
      chosen: undefined,
      unit: undefined,
      values: new Map(),
      range: undefined,
      failure: undefined,
    });
    this.#line = line;
    this.#source = { campaignId: campaignId as CampaignId };
  }

  close(): void {
    this.#leaving?.abort();
  }

  readonly choose = (chosen: ScalarChoice | undefined): void => {
    this.change({ chosen, values: new Map(), range: undefined });
    void this.refresh();
  };

  setAxes(axes: MapAxes): void {
    this.#axes = axes;
    if (this.read().chosen) void this.refresh();
  }

  value(x: string, y: string): Estimate | undefined {
    return this.read().values.get(toKey(x, y));
  }

  /** Asks again: more runs have ended. */
  async refresh(): Promise<void> {
    this.#leaving?.abort();
    const leaving = new AbortController();
    this.#leaving = leaving;
    try {
      const names = await this.#askNames(leaving.signal);
      const pivot = await this.#askPivot(leaving.signal);
      if (leaving.signal.aborted) return;
      const values = pivot ? toValues(pivot, this.#axes?.y) : new Map<string, Estimate>();
      this.change({ names, values, range: toRange(values), unit: pivot?.unit, failure: undefined });
    } catch (error) {
      if (!leaving.signal.aborted) this.change({ failure: asFailure(error) });
    }
  }

  #askNames(signal: AbortSignal): Promise<ResultName[]> {
    return askSafely(
      this.#line,
      (client, inner) => client.results.names({ source: this.#source, types: ['scalar', 'statistic'] }, inner),
      signal,
    );
  }

  async #askPivot(signal: AbortSignal): Promise<Pivot | undefined> {
    const { chosen } = this.read();
    const axes = this.#axes;
    if (!chosen || !axes) return undefined;
    const where = Object.fromEntries(
      Object.entries(axes.slices)
        .filter(([name]) => name !== repetitionVariable)
        .map(([name, value]) => [name, [value]]),
    );
    // A repetition is no dimension of an average over repetitions.
    const asVariable = (name: string | undefined) => (name === undefined || name === repetitionVariable ? [] : [name]);
    const [x] = asVariable(axes.x);
    const question = {
      source: this.#source,
      where,
      ...chosen,
      series: asVariable(axes.y),
      ...(x !== undefined && { x }),
    };
    return askSafely(this.#line, (client, inner) => client.results.pivot(question, inner), signal);
  }
}

function toValues(pivot: Pivot, y: string | undefined): Map<string, Estimate> {
  const values = new Map<string, Estimate>();
  for (const line of pivot.lines)
    pivot.xValues.forEach((x, index) => {
      const estimate = line.cells[index];
      if (estimate) values.set(toKey(x, y === undefined ? '' : (line.values[y] ?? '')), estimate);
    });
  return values;
}

function toRange(values: ReadonlyMap<string, Estimate>): State['range'] {
  const means = [...values.values()].map(({ mean }) => mean).filter(Number.isFinite);
  return means.length === 0 ? undefined : { low: Math.min(...means), high: Math.max(...means) };
}

function toKey(x: string, y: string): string {
  return `${x}\n${y}`;
}
