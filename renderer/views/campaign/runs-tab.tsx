import { useCallback, useDeferredValue } from 'react';
import { useLocation } from 'wouter';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { usePart } from '../../models/use-part.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { BuildTab } from './build-tab.tsx';
import classes from './campaign.module.css';
import { MapPanel } from './map/map-panel.tsx';
import { RunDrawer } from './run/run-drawer.tsx';
import { RunsPanel } from './runs-panel.tsx';
import { StageLine } from './stage-line.tsx';

/** The parameter space, the runs in it, and beside them the run somebody looks at. */
export function RunsTab({ page, runId }: { page: CampaignPage; runId: string | undefined }) {
  const [, navigate] = useLocation();
  const { phase, failure } = useDeferredValue(
    usePart(page.runs, state => ({ phase: state.phase, failure: state.failure })),
  );
  const hasRuns = useCampaign(page, ({ runCount }) => runCount > 0);
  const base = `/campaigns/${page.id}`;
  const isOpen = runId !== undefined;
  const open = useCallback(
    (id: string) => navigate(`${base}/runs/${id}`, { replace: isOpen }),
    [navigate, base, isOpen],
  );
  const close = useCallback(() => navigate(base), [navigate, base]);
  if (!hasRuns) return <BeforeRuns page={page} />;
  return (
    <div className={classes.content} data-drawer={isOpen || undefined}>
      <div className={classes.work}>
        {phase === 'loading' && <LoadingState what="runs" lines={9} />}
        {phase === 'failed' && failure && <FailureNotice failure={failure} onRetry={page.runs.retry} />}
        {phase === 'live' && (
          <>
            <MapPanel page={page} />
            <RunsPanel page={page} activeId={runId} onOpen={open} />
          </>
        )}
      </div>
      {isOpen && <RunDrawer key={runId} page={page} runId={runId} onClose={close} />}
    </div>
  );
}

function BeforeRuns({ page }: { page: CampaignPage }) {
  const campaign = useCampaign(page, whole => whole);
  return (
    <>
      {campaign.phase !== 'ended' && <StageLine campaign={campaign} />}
      <BuildTab page={page} />
    </>
  );
}
