import type { Campaign, FailureGroup } from '../../../contract/campaigns.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { Line } from '../../client/follow.ts';
import { formatPercent } from '../../words/format-number.ts';
import { Action } from '../action.ts';
import { fractionDone, isLive } from '../campaign-list.ts';
import { CatalogueNews } from '../results/catalogue-news.ts';
import type { Catalogue } from '../results/results-page.ts';
import { Watched, watchPlain } from '../watched.ts';
import { CampaignMap } from './map.ts';
import { MapValues } from './map-values.ts';
import { Places } from './places.ts';
import { noFilter, type RunFilter } from './run-filter.ts';
import { recallRunFilter, rememberRunFilter } from './run-memory.ts';
import { Runs } from './runs.ts';

/** What deleting a campaign would free. */
export interface DeletePreview {
  readonly history: number;
  readonly logs: number;
  readonly results: number;
  readonly resultFiles: number;
  readonly sharedBuild: boolean;
  readonly build: number;
}

/** What "run missing" would do, and why. */
export interface MissingPreview {
  readonly run: number;
  readonly reused: number;
  readonly reasons: ReadonlyArray<{ runs: number; reuse: boolean; reason: string }>;
}

const refreshAtMostEvery = 2500;

/** One campaign on its own screen: itself, its runs, its map, its failures, and what can be done with it. */
export class CampaignPage {
  readonly id: CampaignId;
  readonly campaign: Watched<Campaign>;
  readonly failures: Watched<FailureGroup[]>;
  /** How far its results are read; followed once there are any. */
  readonly catalogue: Watched<Catalogue>;
  readonly runs: Runs;
  readonly map: CampaignMap;
  readonly values: MapValues;
  /** Where the results of a campaign on a swarm are. */
  readonly places: Places;
  /** Pause, resume, cancel, retry: one at a time. */
  readonly action = new Action();
  /** As it was known last; stays when it can no longer be asked for. */
  latest: Campaign | undefined;
  readonly #line: Line;
  #stops: Array<() => void> = [];
  #isReading = false;
  readonly #news = new CatalogueNews();
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, id: string) {
    const campaignId = id as CampaignId;
    this.id = campaignId;
    this.#line = line;
    this.campaign = new Watched<Campaign>(
      line,
      (client, signal) => client.campaigns.watchOne({ campaignId }, signal),
      () => campaign => {
        this.latest = campaign;
        return campaign;
      },
    );
    this.catalogue = watchPlain(line, (client, signal) =>
      client.results.watchCatalogue({ source: { campaignId } }, signal),
    );
    this.failures = watchPlain(line, (client, signal) => client.campaigns.watchFailures({ campaignId }, signal));
    this.runs = new Runs(line, id, recallRunFilter(id));
    this.map = new CampaignMap(this.runs);
    this.values = new MapValues(line, id);
    this.places = new Places(this.runs);
  }

  open(): void {
    this.#stops = [
      this.campaign.subscribe(() => this.#takeCampaign()),
      this.catalogue.subscribe(() => this.#takeCatalogue()),
      this.map.subscribe(() => this.#takeAxes()),
    ];
    // Those who count listen before the runs come.
    for (const model of [this.map, this.places, this.campaign, this.failures, this.runs]) model.open();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    clearTimeout(this.#refreshing);
    this.#refreshing = undefined;
    this.#isReading = false;
    const models = [this.map, this.places, this.campaign, this.failures, this.runs, this.values, this.catalogue];
    for (const model of models) model.close();
  }

  readonly pause = () => this.#do(client => client.campaigns.pause({ campaignId: this.id }));
  readonly resume = () => this.#do(client => client.campaigns.resume({ campaignId: this.id }));
  readonly cancel = () => this.#do(client => client.campaigns.cancel({ campaignId: this.id }));
  readonly retryFailed = () => this.#do(client => client.campaigns.retryFailed({ campaignId: this.id }));
  readonly runMissing = () => this.#do(client => client.campaigns.runMissing({ campaignId: this.id, dryRun: false }));
  readonly cancelRuns = (ids: readonly string[]) => this.action.run(() => this.runs.cancel(ids));
  readonly retryRuns = (ids: readonly string[]) => this.action.run(() => this.runs.retryRuns(ids));

  /** What the window is called: how far a live campaign is comes first, since that is all a tab shows. */
  windowTitle(): string {
    const campaign = this.latest;
    if (!campaign) return 'Campaign';
    return isLive(campaign) && campaign.runCount > 0
      ? `${formatPercent(fractionDone(campaign))} ${campaign.name}`
      : campaign.name;
  }

  /** Shows only some runs, and remembers which for the next visit. */
  readonly setFilter = (filter: RunFilter): void => {
    this.runs.setFilter(filter);
    rememberRunFilter(this.id, filter);
  };

  /** Shows only the runs that died alike. */
  showFailures({ example, runIds }: FailureGroup): void {
    this.runs.setFilter({ ...noFilter, only: { label: example, ids: runIds } });
  }

  /** Shows only the runs of one point of the map; the same point again shows all. */
  readonly showPoint = (values: RunFilter['values']): void => {
    const { filter } = this.runs.read();
    const isSame = JSON.stringify(filter.values) === JSON.stringify(values);
    this.setFilter({ ...filter, only: undefined, values: isSame ? {} : values });
  };

  previewMissing(signal: AbortSignal): Promise<MissingPreview> {
    return this.#line.client.campaigns.runMissing({ campaignId: this.id, dryRun: true }, signal);
  }

  previewDelete(signal: AbortSignal): Promise<DeletePreview> {
    return this.#line.client.campaigns.previewDelete({ campaignId: this.id }, signal);
  }

  readonly delete = (results: boolean) => this.#do(client => client.campaigns.delete({ campaignId: this.id, results }));

  readonly reveal = (path: string) => this.#line.client.results.reveal({ path });

  #do(ask: (client: Line['client']) => Promise<unknown>): Promise<boolean> {
    return this.action.run(() => ask(this.#line.client));
  }

  #takeCampaign(): void {
    const campaign = this.campaign.value;
    if (!campaign) return;
    this.runs.setVariables(campaign.iterationVariables);
    this.map.setVariables(campaign.iterationVariables);
    const { finished, reused, truncated } = campaign.counts;
    // Nothing is read before there is anything to read.
    if (finished + reused + truncated === 0 || this.#isReading) return;
    this.#isReading = true;
    this.catalogue.open();
  }

  // Values are asked for when their files have been read, but not for each of fifty runs a second.
  #takeCatalogue(): void {
    const news = this.#news.take(this.catalogue.value);
    if (news) this.#refreshing ??= setTimeout(() => this.#refresh(), news === 'first' ? 0 : refreshAtMostEvery);
  }

  #refresh(): void {
    this.#refreshing = undefined;
    void this.values.refresh();
  }

  #takeAxes(): void {
    const { axes } = this.map.read();
    if (axes && axes !== this.#axes) this.values.setAxes(axes);
    this.#axes = axes;
  }

  #axes: ReturnType<CampaignMap['read']>['axes'];
}
