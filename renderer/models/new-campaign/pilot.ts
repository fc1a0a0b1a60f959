import type { Campaign, CampaignRequest } from '../../../contract/campaigns.ts';
import type { AnyFailure } from '../../../contract/failure.ts';
import { follow, type Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { asFailure } from '../../words/describe-failure.ts';

interface State {
  readonly phase: 'idle' | 'running' | 'done' | 'failed';
  readonly campaign: Campaign | undefined;
  readonly failure: AnyFailure | undefined;
}

/** A small campaign before the large one, followed until it ends; it is a campaign like any other, so its results are reused. */
export class Pilot extends Model<State> {
  readonly #line: Line;
  #leaving: AbortController | undefined;

  constructor(line: Line) {
    super({ phase: 'idle', campaign: undefined, failure: undefined });
    this.#line = line;
  }

  async start(request: CampaignRequest): Promise<void> {
    this.leave();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.change({ phase: 'running', campaign: undefined, failure: undefined });
    try {
      const { campaignId } = await this.#line.client.campaigns.submit(request);
      await follow(
        this.#line,
        (client, signal) => client.campaigns.watchOne({ campaignId }, signal),
        campaign => this.#take(campaign),
        leaving.signal,
      );
    } catch (error) {
      if (!leaving.signal.aborted) this.change({ phase: 'failed', failure: asFailure(error) });
    }
  }

  /** Stops following; the pilot itself goes on. */
  leave(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
  }

  #take(campaign: Campaign): void {
    const isOver = campaign.phase === 'ended' || campaign.phase === 'interrupted' || campaign.phase === 'paused';
    this.change({ campaign, phase: isOver ? 'done' : 'running' });
    if (isOver) this.leave();
  }
}
