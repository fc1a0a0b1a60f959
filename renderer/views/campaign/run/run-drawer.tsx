import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconPlayerStop, IconReload, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RunDetail } from '../../../../contract/runs.ts';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import { watchRun } from '../../../models/campaign/run.ts';
import { useModel, useOpened } from '../../../models/use-model.ts';
import { useApp } from '../../../parts/app-context.tsx';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { LoadingState } from '../../../parts/loading-state.tsx';
import { StateIcon } from '../../../parts/state-icon.tsx';
import { describeRunState } from '../../../words/describe-run-end.ts';
import { cancelWithUndo } from '../selection-bar.tsx';
import classes from './run.module.css';
import { RunConfiguration } from './run-configuration.tsx';
import { RunFiles } from './run-files.tsx';
import { RunLog } from './run-log.tsx';
import { RunOverview } from './run-overview.tsx';

interface Props {
  readonly page: CampaignPage;
  readonly runId: string;
  readonly onClose: () => void;
}

/** Everything about one run, beside the table. */
export function RunDrawer({ page, runId, onClose }: Props) {
  const { connection } = useApp();
  const model = useOpened(() => watchRun(connection, runId), runId);
  const { view } = useModel(model);
  useEscape(onClose);
  return (
    <aside className={classes.drawer} aria-label="Run">
      {view.phase === 'live' ? (
        <Filled page={page} run={view.value} onClose={onClose} />
      ) : (
        <div className={classes.body}>
          <CloseRun onClose={onClose} />
          {view.phase === 'loading' && <LoadingState what="the run" lines={8} />}
          {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={model.retry} />}
        </div>
      )}
    </aside>
  );
}

const parts = [
  { value: 'overview', label: 'Overview' },
  { value: 'log', label: 'Log' },
  { value: 'files', label: 'Files' },
  { value: 'configuration', label: 'Configuration' },
];

function Filled({ page, run, onClose }: Omit<Props, 'runId'> & { run: RunDetail }) {
  const [part, setPart] = useState('overview');
  return (
    <>
      <header className={classes.header}>
        <div className={classes.headLine}>
          <h2 className={classes.title}>Run {run.number}</h2>
          <span className={classes.state} role="status">
            <StateIcon state={run.state} /> {describeRunState(run.state)}
          </span>
          <span className={classes.spring} />
          <RunActions page={page} run={run} />
          <CloseRun onClose={onClose} />
        </div>
        <SegmentedControl aria-label="Parts of the run" data={parts} value={part} onChange={setPart} fullWidth />
      </header>
      {part === 'overview' && <RunOverview page={page} run={run} onShowLog={() => setPart('log')} />}
      {part === 'log' && <RunLog run={run} />}
      {part === 'files' && <RunFiles run={run} />}
      {part === 'configuration' && <RunConfiguration run={run} />}
    </>
  );
}

function CloseRun({ onClose }: { onClose: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label="Close the run" onClick={onClose}>
      <IconX size={17} aria-hidden />
    </ActionIcon>
  );
}

function RunActions({ page, run }: { page: CampaignPage; run: RunDetail }) {
  const { isBusy } = useModel(page.action);
  if (run.state === 'waiting' || run.state === 'running')
    return (
      <Button
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        loading={isBusy}
        onClick={() => void cancelWithUndo(page, [run.id])}
      >
        Cancel
      </Button>
    );
  if (run.state === 'finished' || run.state === 'reused') return undefined;
  return (
    <Button
      leftSection={<IconReload size={15} aria-hidden />}
      loading={isBusy}
      onClick={() => void page.retryRuns([run.id])}
    >
      Retry
    </Button>
  );
}

function useEscape(close: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof HTMLElement && event.target.closest('[role="dialog"], [role="menu"]')) return;
      close();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [close]);
}
