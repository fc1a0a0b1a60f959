import type { SavedChart } from '../../../contract/campaigns.ts';
import type { ResultFile, ResultName, ResultRun, ResultSource } from '../../../contract/results.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { Line } from '../../client/follow.ts';
import { Action } from '../action.ts';
import { Answered } from '../answered.ts';
import { type Watched, watchPlain } from '../watched.ts';
import { CatalogueNews } from './catalogue-news.ts';
import type { ChartDefinition, Dimensions } from './chart-definition.ts';
import { FileWorking } from './file-work.ts';

/** How far results are read. */
export interface Catalogue {
  readonly ready: boolean;
  readonly files: number;
  readonly indexed: number;
  readonly items: number;
  readonly problems: number;
}

/** What is known about a set of results before anything of it is drawn. */
export interface Contents {
  readonly names: readonly ResultName[];
  readonly dimensions: Dimensions;
}

/** The results of a campaign or a folder: what there is, its files, its saved charts. */
export class ResultsPage {
  readonly source: ResultSource;
  readonly catalogue: Watched<Catalogue>;
  readonly contents: Answered<object, Contents>;
  readonly files: Answered<object, { files: ResultFile[]; total: number; truncated: boolean }>;
  readonly charts: Answered<object, SavedChart[]>;
  readonly copying = new FileWorking();
  readonly exporting = new FileWorking();
  readonly saving = new Action();
  readonly line: Line;
  readonly #news = new CatalogueNews();
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, source: ResultSource) {
    this.line = line;
    this.source = source;
    this.catalogue = watchPlain(line, (client, signal) => client.results.watchCatalogue({ source }, signal));
    this.contents = new Answered(line, async (client, _question: object, signal) => {
      const [names, dimensions] = await Promise.all([
        client.results.names({ source }, signal),
        client.results.dimensions({ source }, signal),
      ]);
      return { names, dimensions };
    });
    this.files = new Answered(line, (client, _question: object, signal) => client.results.files({ source }, signal));
    this.charts = new Answered(line, (client, _question: object, signal) =>
      client.campaigns.charts(this.#campaign(), signal),
    );
  }

  /** Only a campaign's charts can be kept. */
  get canSave(): boolean {
    return 'campaignId' in this.source;
  }

  open(): void {
    this.#stop = this.catalogue.subscribe(() => this.#takeCatalogue());
    this.catalogue.open();
    void this.contents.ask({});
    if (this.canSave) void this.charts.ask({});
  }

  close(): void {
    this.#stop?.();
    clearTimeout(this.#timer);
    this.catalogue.close();
    for (const model of [this.contents, this.files, this.charts]) model.cancel();
    for (const work of [this.copying, this.exporting]) work.cancel();
  }

  async saveChart(title: string, definition: ChartDefinition): Promise<boolean> {
    const chart: SavedChart = { id: crypto.randomUUID(), title, definition: { ...definition } };
    return this.#keep(chart);
  }

  /** Removes a chart; gives back what was removed, for putting it back. */
  async deleteChart(chart: SavedChart): Promise<boolean> {
    const done = await this.saving.run(() =>
      this.line.client.campaigns.deleteChart({ ...this.#campaign(), chartId: chart.id }),
    );
    await this.charts.ask({});
    return done;
  }

  readonly restoreChart = (chart: SavedChart): Promise<boolean> => this.#keep(chart);

  copy(paths: readonly string[], destination: string): Promise<void> {
    const { source, line } = this;
    return this.copying.start(signal => line.client.results.copy({ source, paths: [...paths], destination }, signal));
  }

  async #keep(chart: SavedChart): Promise<boolean> {
    const done = await this.saving.run(() => this.line.client.campaigns.saveChart({ ...this.#campaign(), chart }));
    await this.charts.ask({});
    return done;
  }

  #campaign(): { campaignId: CampaignId } {
    if (!('campaignId' in this.source)) throw new Error('A folder has no charts of its own');
    return this.source;
  }

  // What can be chosen changes as runs end; asking again for each of many would help nobody.
  #takeCatalogue(): void {
    const news = this.#news.take(this.catalogue.value);
    if (news === 'more') this.#timer ??= setTimeout(() => this.#refresh(), 2000);
  }

  #refresh(): void {
    this.#timer = undefined;
    void this.contents.ask({});
    if (this.files.read().phase !== 'idle') void this.files.ask({});
  }
}

/** A run of a result set in few words: its values and repetition. */
export function labelOfRun({ values, repetition, id }: ResultRun): string {
  const parts = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  if (repetition !== undefined) parts.push(`#${repetition}`);
  return parts.length > 0 ? parts.join(', ') : id;
}

/** Labels for some runs beside each other: only what they differ in, by run id. */
export function labelsApart(runs: readonly ResultRun[]): Map<string, string> {
  const differs = (of: (run: ResultRun) => string | undefined) => new Set(runs.map(of)).size > 1;
  const names = Object.keys(runs[0]?.values ?? {}).filter(name => differs(run => run.values[name]));
  const hasRepetition = differs(run => run.repetition) || names.length === 0;
  return new Map(
    runs.map(run => {
      const values = Object.fromEntries(names.map(name => [name, run.values[name] ?? '']));
      const { repetition: _repetition, ...rest } = run;
      return [run.id, labelOfRun(hasRepetition ? { ...run, values } : { ...rest, values })];
    }),
  );
}
