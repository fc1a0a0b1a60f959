import type { Campaign } from '../../../contract/campaigns.ts';
import type { Expansion } from '../../../contract/projects.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import type { CampaignList } from '../campaign-list.ts';
import { applyRows, type RowMap } from '../rows.ts';
import { type Experience, type Forecast, forecast, relatedCampaigns } from './forecast.ts';

/** What is to be forecast: these runs of this configuration on so many slots. */
export interface ForecastQuestion {
  readonly folder: string;
  readonly iniFile: string;
  readonly configuration: string;
  readonly expansion: Expansion;
  readonly slots: number;
}

/** Forecasts a campaign from what its latest relatives took. */
export class Forecasting extends Model<{ readonly forecast: Forecast | undefined }> {
  readonly #line: Line;
  readonly #campaigns: CampaignList;
  readonly #known = new Map<string, Experience>();
  #leaving: AbortController | undefined;

  constructor(line: Line, campaigns: CampaignList) {
    super({ forecast: undefined });
    this.#line = line;
    this.#campaigns = campaigns;
  }

  async ask(question: ForecastQuestion): Promise<void> {
    this.cancel();
    const leaving = new AbortController();
    this.#leaving = leaving;
    const [related] = relatedCampaigns(this.#campaigns.value?.values() ?? [], question);
    const experience = related && (await this.#experienceOf(related, leaving.signal));
    if (leaving.signal.aborted) return;
    this.change({ forecast: experience && forecast(question.expansion, experience, question.slots) });
  }

  readonly clear = (): void => {
    this.cancel();
    this.change({ forecast: undefined });
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

// The rows of a large campaign come in several parts; all are there when there are as many as the campaign says.
async function readRuns(line: Line, { id, runCount }: Campaign, signal: AbortSignal) {
  let rows: RowMap<Experience['rows'][number]> | undefined;
  for await (const item of line.client.runs.watch({ campaignId: id as CampaignId }, signal)) {
    rows = applyRows(item, rows);
    if (rows.size >= runCount) break;
  }
  return rows;
}
