import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useParams } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { CampaignPage } from '../../models/campaign/campaign.ts';
import { fractionDone, isLive } from '../../models/campaign-list.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { PhaseBadge } from '../../parts/phase-badge.tsx';
import { StateBar } from '../../parts/state-bar.tsx';
import { StateIcon } from '../../parts/state-icon.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { describePause } from '../../words/describe-campaign.ts';
import { describeRunState, runStates } from '../../words/describe-run-end.ts';
import { formatDurationRange } from '../../words/format-duration.ts';
import { formatCount, formatPercent } from '../../words/format-number.ts';
import classes from './monitor.module.css';
import { MonitorRuns } from './monitor-runs.tsx';

/** A campaign in a small window of its own, for the corner of the screen. */
export function MonitorScreen() {
  const { id = '' } = useParams();
  const { connection } = useApp();
  const page = useOpened(() => new CampaignPage(connection, id), id);
  const { view } = useModel(page.campaign);
  return (
    <main className={classes.monitor}>
      <StaleLine />
      {view.phase !== 'live' && <h1 className="only-heard">Campaign</h1>}
      {view.phase === 'loading' && <LoadingState what="the campaign" />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={page.campaign.retry} />}
      {view.phase === 'live' && <Filled page={page} campaign={view.value} />}
    </main>
  );
}

function Filled({ page, campaign }: { page: CampaignPage; campaign: Campaign }) {
  const { failure } = useModel(page.action);
  const { name, counts, runCount, remaining, phase, paused } = campaign;
  useTitle(page.windowTitle());
  const fraction = fractionDone(campaign);
  return (
    <>
      <header className={classes.head}>
        <h1 className={`${classes.title} truncate`}>{name}</h1>
        <PhaseBadge campaign={campaign} />
      </header>
      <div className={classes.large}>
        <span className={`${classes.percent} numeric`}>{runCount > 0 ? formatPercent(fraction) : '–'}</span>
        <span className="dim">
          {phase === 'running' && remaining && `${formatDurationRange(remaining)} left`}
          {phase === 'paused' && paused && describePause(paused).title}
          {campaign.progress && phase !== 'running' && campaign.progress.stage}
        </span>
      </div>
      <StateBar counts={counts} total={runCount} />
      <ul className={classes.counts} aria-label="Runs per state">
        {runStates
          .filter(state => counts[state] > 0)
          .map(state => (
            <li key={state}>
              <StateIcon state={state} />
              <strong className="numeric">{formatCount(counts[state])}</strong>
              <span className="dim">{describeRunState(state).toLowerCase()}</span>
            </li>
          ))}
      </ul>
      {failure && <FailureNotice failure={failure} onDismiss={page.action.dismiss} />}
      <MonitorRuns page={page} campaign={campaign} />
      <footer className={classes.foot}>
        <Verb page={page} campaign={campaign} />
        <Button component="a" href={`/campaigns/${campaign.id}`} target="simswarm">
          Open in the window
        </Button>
      </footer>
    </>
  );
}

function Verb({ page, campaign }: { page: CampaignPage; campaign: Campaign }) {
  const { isBusy } = useModel(page.action);
  if (!isLive(campaign)) return undefined;
  if (campaign.phase === 'running')
    return (
      <Button
        leftSection={<IconPlayerPause size={15} aria-hidden />}
        loading={isBusy}
        onClick={() => void page.pause()}
      >
        Pause
      </Button>
    );
  if (campaign.phase !== 'paused') return undefined;
  return (
    <Button
      variant="filled"
      leftSection={<IconPlayerPlay size={15} aria-hidden />}
      loading={isBusy}
      onClick={() => void page.resume()}
    >
      Resume
    </Button>
  );
}

function StaleLine() {
  const { connection } = useApp();
  const { state } = useModel(connection);
  return (
    <div role="status">
      {state.phase === 'reconnecting' && (
        <button type="button" className={classes.stale} onClick={connection.retryNow}>
          Reconnecting… what is shown is from before
        </button>
      )}
    </div>
  );
}
