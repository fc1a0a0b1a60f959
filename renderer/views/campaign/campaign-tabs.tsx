import { lazy, Suspense } from 'react';
import { Link, useParams } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { LoadingState } from '../../parts/loading-state.tsx';
import { formatCount } from '../../words/format-number.ts';
import { BuildTab } from './build-tab.tsx';
import classes from './campaign.module.css';
import { FailuresTab } from './failures-tab.tsx';
import { RunsTab } from './runs-tab.tsx';

// Charts are large, and a campaign is watched long before it is plotted.
const ResultsTab = lazy(async () => ({ default: (await import('../results/results-tab.tsx')).ResultsTab }));

/** The parts of a campaign's screen, each with an address of its own. */
export function CampaignTabs({ page, campaign }: { page: CampaignPage; campaign: Campaign }) {
  const { tab = 'runs', run } = useParams<{ tab?: string; run?: string }>();
  const { view } = useModel(page.failures);
  const failed = view.phase === 'live' ? view.value.reduce((sum, group) => sum + group.runIds.length, 0) : 0;
  const base = `/campaigns/${campaign.id}`;
  return (
    <>
      <nav className={classes.tabs} aria-label="Parts of the campaign">
        <Tab to={base} isHere={tab === 'runs'} label="Runs" />
        <Tab to={`${base}/failures`} isHere={tab === 'failures'} label="Failures" count={failed} />
        <Tab to={`${base}/results`} isHere={tab === 'results'} label="Results" />
        <Tab to={`${base}/build`} isHere={tab === 'build'} label="Build" />
      </nav>
      <Suspense fallback={<LoadingPart />}>
        {tab === 'runs' && <RunsTab page={page} campaign={campaign} runId={run} />}
        {tab === 'failures' && <FailuresTab page={page} campaign={campaign} />}
        {tab === 'results' && <ResultsTab source={{ campaignId: campaign.id }} />}
        {tab === 'build' && <BuildTab campaign={campaign} />}
      </Suspense>
    </>
  );
}

function LoadingPart() {
  return (
    <div className={classes.scrolling}>
      <LoadingState what="this part" />
    </div>
  );
}

function Tab({ to, isHere, label, count = 0 }: { to: string; isHere: boolean; label: string; count?: number }) {
  return (
    <Link href={to} className={classes.tab} aria-current={isHere ? 'page' : undefined}>
      {label}
      {count > 0 && <span className={`${classes.number} numeric`}>{formatCount(count)}</span>}
    </Link>
  );
}
