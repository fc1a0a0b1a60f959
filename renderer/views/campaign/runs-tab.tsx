import { useLocation } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { BuildTab } from './build-tab.tsx';
import classes from './campaign.module.css';
import { MapPanel } from './map/map-panel.tsx';
import { RunDrawer } from './run/run-drawer.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { StageLine } from './stage-line.tsx';

/** The parameter space, the runs in it, and beside them the run somebody looks at. */
export function RunsTab({
  page,
  campaign,
  runId,
}: {
  page: CampaignPage;
  campaign: Campaign;
  runId: string | undefined;
}) {
  const [, navigate] = useLocation();
  const { phase, failure } = useModel(page.runs);
  const base = `/campaigns/${campaign.id}`;
  if (campaign.runCount === 0) return <BeforeRuns campaign={campaign} />;
  return (
    <div className={classes.content} data-drawer={runId !== undefined || undefined}>
      <div className={classes.work}>
        {phase === 'loading' && <LoadingState what="runs" lines={9} />}
        {phase === 'failed' && failure && <FailureNotice failure={failure} onRetry={page.runs.retry} />}
        {phase === 'live' && (
          <>
            <MapPanel page={page} campaign={campaign} />
            <RunsPanel
              page={page}
              campaign={campaign}
              activeId={runId}
              onOpen={id => navigate(`${base}/runs/${id}`, { replace: runId !== undefined })}
            />
          </>
        )}
      </div>
      {runId !== undefined && (
        <RunDrawer key={runId} page={page} campaign={campaign} runId={runId} onClose={() => navigate(base)} />
      )}
    </div>
  );
}

function BeforeRuns({ campaign }: { campaign: Campaign }) {
  return (
    <>
      {campaign.phase !== 'ended' && <StageLine campaign={campaign} />}
      <BuildTab campaign={campaign} />
    </>
  );
}
