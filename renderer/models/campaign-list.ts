import type { Rows } from '../../contract/call.ts';
import type { Campaign, CampaignPhase } from '../../contract/campaigns.ts';
import type { Line } from '../client/follow.ts';
import { keepRows, type RowMap } from './rows.ts';
import { Watched } from './watched.ts';

/** All campaigns, live and past. */
export type CampaignList = Watched<Rows<Campaign>, RowMap<Campaign>>;

/** Follows all campaigns. */
export function watchCampaigns(line: Line): CampaignList {
  return new Watched<Rows<Campaign>, RowMap<Campaign>>(
    line,
    (client, signal) => client.campaigns.watch({}, signal),
    keepRows,
  );
}

/** Campaigns with the latest first. */
export function latestFirst(campaigns: RowMap<Campaign>): Campaign[] {
  return [...campaigns.values()].sort((a, b) => b.createdAt - a.createdAt);
}

const livePhases: ReadonlySet<CampaignPhase> = new Set([
  'preparing',
  'building',
  'expanding',
  'running',
  'pausing',
  'paused',
  'cancelling',
]);

/** Whether a campaign still has something before it. */
export function isLive(campaign: Pick<Campaign, 'phase'>): boolean {
  return livePhases.has(campaign.phase);
}

/** How much of a campaign is done, 0 to 1: by runs, since that is what a person counts. */
export function fractionDone({ counts, runCount }: Pick<Campaign, 'counts' | 'runCount'>): number {
  if (runCount === 0) return 0;
  return (runCount - counts.waiting - counts.running) / runCount;
}

/** How many runs need a look: they ended without complete results. */
export function countBad({ counts }: Pick<Campaign, 'counts'>): number {
  return counts.failed + counts.interrupted + counts.truncated;
}
