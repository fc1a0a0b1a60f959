import { lazy, Suspense } from 'react';
import { useParams } from 'wouter';
import type { FailureGroup } from '../../../contract/campaigns.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { usePart } from '../../models/use-part.ts';
import { LoadingState } from '../../parts/loading-state.tsx';
import { PartTab, PartTabs } from '../../parts/part-tabs.tsx';
import { BuildTab } from './build-tab.tsx';
import classes from './campaign.module.css';
import { FailuresTab } from './failures-tab.tsx';
import { RunsTab } from './runs-tab.tsx';

// Charts are large, and a campaign is watched long before it is plotted.
const ResultsTab = lazy(async () => ({ default: (await import('../results/results-tab.tsx')).ResultsTab }));

/** The parts of a campaign's screen, each with an address of its own. */
export function CampaignTabs({ page }: { page: CampaignPage }) {
  const { tab = 'runs', run } = useParams<{ tab?: string; run?: string }>();
  const failed = usePart(page.failures, ({ view }) => (view.phase === 'live' ? countRuns(view.value) : 0));
  const base = `/campaigns/${page.id}`;
  return (
    <>
      <PartTabs label="Parts of the campaign">
        <PartTab to={base} isHere={tab === 'runs'} label="Runs" />
        <PartTab to={`${base}/failures`} isHere={tab === 'failures'} label="Failures" count={failed} />
        <PartTab to={`${base}/results`} isHere={tab === 'results'} label="Results" />
        <PartTab to={`${base}/build`} isHere={tab === 'build'} label="Build" />
      </PartTabs>
      <Suspense fallback={<LoadingPart />}>
        {tab === 'runs' && <RunsTab page={page} runId={run} />}
        {tab === 'failures' && <FailuresTab page={page} />}
        {tab === 'results' && <ResultsTab source={{ campaignId: page.id }} />}
        {tab === 'build' && <BuildTab page={page} />}
      </Suspense>
    </>
  );
}

function countRuns(groups: readonly FailureGroup[]): number {
  return groups.reduce((sum, group) => sum + group.runIds.length, 0);
}

function LoadingPart() {
  return (
    <div className={classes.scrolling}>
      <LoadingState what="this part" />
    </div>
  );
}
