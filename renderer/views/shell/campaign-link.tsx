import { Link, useLocation } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { fractionDone, isLive } from '../../models/campaign-list.ts';
import { PhaseDot } from '../../parts/phase-dot.tsx';
import { describePhase } from '../../words/describe-campaign.ts';
import { formatPercent } from '../../words/format-number.ts';
import classes from './sidebar.module.css';

/** A campaign in the sidebar: its name, what it is doing, and how far it is while it lives. */
export function CampaignLink({ campaign }: { campaign: Campaign }) {
  const [location] = useLocation();
  const path = `/campaigns/${campaign.id}`;
  const fraction = fractionDone(campaign);
  return (
    <Link
      href={path}
      className={classes.campaign}
      aria-current={`${location}/`.startsWith(`${path}/`) ? 'page' : undefined}
      title={`${campaign.name} – ${describePhase(campaign)}`}
    >
      <PhaseDot campaign={campaign} />
      <span className={`${classes.label} truncate`}>{campaign.name}</span>
      {isLive(campaign) && campaign.runCount > 0 && (
        <span className={`${classes.fraction} numeric`}>{formatPercent(fraction)}</span>
      )}
    </Link>
  );
}
