import type { Campaign } from '../../../contract/campaigns.ts';
import type { AnyFailure } from '../../../contract/failure.ts';
import type { Expansion } from '../../../contract/projects.ts';
import type { CampaignId, RunRow } from '../../../contract/runs.ts';
import type { Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { asFailure } from '../../words/describe-failure.ts';
import type { CampaignList } from '../campaign-list.ts';
import { keepRows, type RowMap } from '../rows.ts';
import { type Experience, type Forecast, forecast, relatedCampaigns } from './forecast.ts';

/** What is to be forecast: these runs of this configuration on so many slots. */
export interface ForecastQuestion {
  readonly folder: string;
  readonly iniFile: string;
  readonly configuration: string;
  readonly expansion: Expansion;
  readonly slots: number;
}

interface State {
  readonly forecast: Forecast | undefined;
  /** Why nothing could be found out. */
  readonly failure: AnyFailure | undefined;
}

/** Forecasts a campaign from what its latest relatives took. */
export class Forecasting extends Model<State> {
  readonly #line: Line;
  readonly #campaigns: CampaignList;
  readonly #known = new Map<string, Experience>();
  #leaving: AbortController | undefined;

  constructor(line: Line, campaigns: CampaignList) {
    super({ forecast: undefined, failure: undefined });
    this.#line = line;
    this.#campaigns = campaigns;
  }

  async ask(question: ForecastQuestion): Promise<void> {
    this.cancel();
    const leaving = new AbortController();
    this.#leaving = leaving;
    const [related] = relatedCampaigns(this.#campaigns.value?.values() ?? [], question);
    try {
      const experience = related && (await this.#experienceOf(related, leaving.signal));
      if (leaving.signal.aborted) return;
      const found = experience && forecast(question.expansion, experience, question.slots);
      this.change({ forecast: found, failure: undefined });
    } catch (error) {
      if (!leaving.signal.aborted) this.change({ forecast: undefined, failure: asFailure(error) });
    }
  }

  readonly clear = (): void => {
    this.cancel();
    this.change({ forecast: undefined, failure: undefined });
  };

  cancel(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
  }

  // A campaign's finished runs do not change any more, so that their number tells whether what is known is all.
  async #experienceOf(campaign: Campaign, signal: AbortSignal): Promise<Experience | undefined> {
    const key = `${campaign.id} ${campaign.counts.finished}`;
    const known = this.#known.get(key);
    if (known) return known;
    const rows = await readRuns(this.#line, campaign, signal);
    if (!rows) return undefined;
    const experience = { iterationVariables: campaign.iterationVariables, rows: [...rows.values()] };
    this.#known.set(key, experience);
    return experience;
  }
}

async function readRuns(line: Line, { id }: Campaign, signal: AbortSignal) {
  const keep = keepRows<RunRow>();
  let rows: RowMap<RunRow> | undefined;
  for await (const item of line.client.runs.watch({ campaignId: id as CampaignId }, signal)) {
    rows = keep(item, rows);
    if (item.kind !== 'snapshot' || !item.more) break;
  }
  return rows;
}
