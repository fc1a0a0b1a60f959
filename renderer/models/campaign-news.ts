import type { Campaign } from '../../contract/campaigns.ts';
import { Model } from '../client/model.ts';
import type { CampaignList } from './campaign-list.ts';
import type { RowMap } from './rows.ts';

/** Something about a campaign that a person may want to be told, wherever they look. */
export interface CampaignEvent {
  readonly kind: 'ended' | 'paused' | 'problem';
  readonly campaign: Campaign;
}

/** Notices when campaigns end or pause themselves; what was so when the page opened is no news. */
export class CampaignNews extends Model<{ readonly latest: CampaignEvent | undefined }> {
  readonly #campaigns: CampaignList;
  #known: RowMap<Campaign> | undefined;
  #stop: (() => void) | undefined;

  constructor(campaigns: CampaignList) {
    super({ latest: undefined });
    this.#campaigns = campaigns;
  }

  open(): void {
    this.#stop = this.#campaigns.subscribe(() => this.#compare());
  }

  close(): void {
    this.#stop?.();
  }

  #compare(): void {
    const present = this.#campaigns.value;
    if (!present) return;
    for (const campaign of present.values()) {
      const before = this.#known?.get(campaign.id);
      const kind = before && before !== campaign ? eventBetween(before, campaign) : undefined;
      if (kind) this.change({ latest: { kind, campaign } });
    }
    this.#known = present;
  }
}

function eventBetween(before: Campaign, now: Campaign): CampaignEvent['kind'] | undefined {
  if (before.phase === now.phase) return undefined;
  if (now.phase === 'paused') return now.paused && now.paused.kind !== 'asked' ? 'paused' : undefined;
  if (now.phase !== 'ended') return undefined;
  // Whoever cancels a campaign knows that it ends.
  if (before.phase === 'cancelling') return undefined;
  return now.problem ? 'problem' : 'ended';
}
