import type { Campaign } from '../../contract/campaigns.ts';
import { describePhase } from '../words/describe-campaign.ts';
import classes from './phase-badge.module.css';
import { lookOf } from './phase-dot.tsx';

/** What a campaign is doing, beside its name. */
export function PhaseBadge({ campaign }: { campaign: Campaign }) {
  return (
    <span className={classes.badge} data-look={lookOf(campaign)} role="status">
      {describePhase(campaign)}
    </span>
  );
}
