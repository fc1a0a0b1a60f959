import type { Campaign } from '../../../contract/campaigns.ts';
import { usePart } from '../use-part.ts';
import type { CampaignPage } from './campaign.ts';

/** Draws a part of the campaign a page is about; only below where it is known that there is one. */
export function useCampaign<Part>(page: CampaignPage, pick: (campaign: Campaign) => Part): Part {
  return usePart(page.campaign, () => {
    if (!page.latest) throw new Error('The campaign is not known yet');
    return pick(page.latest);
  });
}
