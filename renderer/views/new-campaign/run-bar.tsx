import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { formatDurationRange } from '../../words/format-duration.ts';
import { formatCounted } from '../../words/format-number.ts';
import classes from './new-campaign.module.css';
import { PilotLine } from './pilot-line.tsx';

/** What will be started, how long it would take, and the start. */
export function RunBar({ model }: { model: NewCampaign }) {
  const [, navigate] = useLocation();
  const { chosen } = useModel(model);
  const { phase, answer } = useModel(model.expansion);
  const { isBusy, failure } = useModel(model.submitting);
  const count = phase === 'answered' ? answer?.runs.length : undefined;
  const submit = async () => {
    const id = await model.submit();
    if (id !== undefined) navigate(`/campaigns/${id}`);
  };
  return (
    <div className={classes.bar}>
      {failure && (
        <div className={classes.problem}>
          <FailureNotice failure={failure} onRetry={() => void submit()} onDismiss={model.submitting.dismiss} />
        </div>
      )}
      <Summary model={model} />
      <Button
        size="sm"
        variant="filled"
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!chosen || count === 0}
        loading={isBusy}
        onClick={() => void submit()}
      >
        {count === undefined ? 'Run' : `Run ${formatCounted(count, 'run')}`}
      </Button>
    </div>
  );
}

function Summary({ model }: { model: NewCampaign }) {
  const { clusters } = useApp();
  const { draft, chosen } = useModel(model);
  const { forecast } = useModel(model.forecasting);
  const { phase } = useModel(model.pilot);
  const { view } = useModel(clusters);
  const cluster = view.phase === 'live' ? view.value.get(draft.clusterId) : undefined;
  return (
    <div className={classes.summary}>
      <div>
        <strong>{chosen?.configuration.name ?? 'Choose a configuration'}</strong>
        {cluster && ` on ${cluster.name}, ${formatCounted(cluster.slots.total, 'run')} at once`}
      </div>
      {forecast && phase !== 'running' ? (
        <div className="dim">
          Takes {formatDurationRange(forecast.total)}, as {formatCounted(forecast.measured, 'earlier run')} tell
          {forecast.measured === 1 ? 's' : ''}
        </div>
      ) : (
        <PilotLine model={model} />
      )}
    </div>
  );
}
