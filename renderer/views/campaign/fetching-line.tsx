import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { WorkBar } from '../../parts/work-bar.tsx';
import { describeFetching } from '../../words/describe-swarm.ts';
import classes from './campaign.module.css';

/** How many results of a campaign on a swarm are here, and how fast the others come. */
export function FetchingLine({ page }: { page: CampaignPage }) {
  const fetching = useCampaign(page, campaign => campaign.fetching);
  const counts = useModel(page.places);
  const all = counts.there + counts.fetching + counts.here;
  if (all === 0) return undefined;
  return (
    <div className={classes.fetching}>
      <span className={`${classes.fetchingName} dim`}>Fetched</span>
      <span className="numeric">{describeFetching(counts, fetching?.bytesPerSecond ?? 0)}</span>
      {counts.here < all && (
        <span className={classes.fetchingBar}>
          <WorkBar label="Results fetched" fraction={counts.here / all} />
        </span>
      )}
    </div>
  );
}
