import type { AnyFailure } from '../../../contract/failure.ts';
import type { CampaignId, RunId, RunRow } from '../../../contract/runs.ts';
import type { Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { Following } from '../following.ts';
import { noFilter, type RunFilter, toTest } from './run-filter.ts';
import { byNumber, type RunSorting, sortRuns } from './run-order.ts';
import { type RunChange, RunTable } from './run-table.ts';

interface State {
  readonly phase: 'loading' | 'live' | 'failed';
  readonly failure: AnyFailure | undefined;
  /** All runs there are, shown or not. */
  readonly total: number;
  /** Filtered and sorted. */
  readonly rows: readonly RunRow[];
  readonly filter: RunFilter;
  readonly sorting: RunSorting;
  readonly selected: ReadonlySet<string>;
}

// Faster than this nobody reads a table, and sorting ten thousand rows takes a few milliseconds each time.
const showAtMostEvery = 200;

/** The runs of a campaign as a table shows them: filtered, sorted, some selected. */
export class Runs extends Model<State> {
  readonly table = new RunTable();
  readonly #line: Line;
  readonly #following: Following;
  readonly #campaignId: CampaignId;
  readonly #listeners = new Set<(changes: readonly RunChange[]) => void>();
  #variables: readonly string[] = [];
  #anchor: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, campaignId: string, filter: RunFilter = noFilter) {
    super({
      phase: 'loading',
      failure: undefined,
      total: 0,
      rows: [],
      filter,
      sorting: byNumber,
      selected: new Set(),
    });
    this.#line = line;
    this.#following = new Following(line);
    this.#campaignId = campaignId as CampaignId;
  }

  open(): void {
    this.close();
    this.#following.start({
      ask: (client, signal) => {
        this.table.startOver();
        return client.runs.watch({ campaignId: this.#campaignId }, signal);
      },
      take: item => this.#take(this.table.apply(item)),
      failed: failure => this.change({ phase: 'failed', failure }),
    });
  }

  close(): void {
    this.#following.stop();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly retry = (): void => {
    this.change({ phase: 'loading', failure: undefined });
    this.open();
  };

  /** Told of every change as it comes; for those who count rather than list. */
  onChanges(listener: (changes: readonly RunChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The names of the values in each row; known from the campaign. */
  setVariables(variables: readonly string[]): void {
    if (variables.join('\n') === this.#variables.join('\n')) return;
    this.#variables = variables;
    this.#show();
  }

  readonly setFilter = (filter: RunFilter): void => {
    this.change({ filter });
    this.#show();
  };

  readonly sort = (sorting: RunSorting): void => {
    this.change({ sorting });
    this.#show();
  };

  readonly toggle = (id: string): void => {
    const selected = new Set(this.read().selected);
    if (!selected.delete(id)) selected.add(id);
    this.#anchor = id;
    this.change({ selected });
  };

  /** Selects everything shown between the run selected last and this one. */
  readonly extendTo = (id: string): void => {
    const ids = this.read().rows.map(row => row.id as string);
    const [from, to] = [ids.indexOf(this.#anchor ?? id), ids.indexOf(id)].sort((a, b) => a - b);
    const selected = new Set(this.read().selected);
    for (const between of ids.slice(Math.max(0, from ?? 0), (to ?? 0) + 1)) selected.add(between);
    this.change({ selected });
  };

  /** Selects all that is shown, or nothing when all of it is. */
  readonly toggleAll = (): void => {
    const { rows, selected } = this.read();
    const isAll = rows.length > 0 && rows.every(row => selected.has(row.id));
    this.change({ selected: new Set(isAll ? [] : rows.map(row => row.id)) });
  };

  readonly clearSelection = (): void => this.change({ selected: new Set() });

  /** The selected runs as they are now. */
  selectedRows(): RunRow[] {
    return [...this.read().selected].flatMap(id => this.table.get(id) ?? []);
  }

  cancel(ids: readonly string[]): Promise<void> {
    return this.#line.client.runs.cancel({ runIds: ids as RunId[] });
  }

  retryRuns(ids: readonly string[]): Promise<void> {
    return this.#line.client.runs.retry({ runIds: ids as RunId[] });
  }

  #take(changes: readonly RunChange[]): void {
    for (const listener of this.#listeners) listener(changes);
    if (this.read().phase === 'live') this.#timer ??= setTimeout(() => this.#show(), showAtMostEvery);
    else this.#show('live');
  }

  #show(phase = this.read().phase): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { filter, sorting } = this.read();
    const test = toTest(filter, this.#variables);
    const fitting: RunRow[] = [];
    for (const row of this.table.rows()) if (test(row)) fitting.push(row);
    this.change({ phase, total: this.table.size, rows: sortRuns(fitting, sorting, this.#variables) });
  }
}
