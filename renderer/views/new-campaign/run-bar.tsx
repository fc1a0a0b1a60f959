import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { describeWhyNot } from '../../words/describe-swarm.ts';
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
  const whyNot = useWhyNot(model);
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
        disabled={!chosen || count === 0 || whyNot !== undefined}
        loading={isBusy}
        onClick={() => void submit()}
      >
        {count === undefined ? 'Run' : `Run ${formatCounted(count, 'run')}`}
      </Button>
    </div>
  );
}

// A cluster may stop taking runs while somebody still chooses.
function useWhyNot(model: NewCampaign): string | undefined {
  const { draft } = useModel(model);
  const { view } = useModel(useApp().clusters);
  const cluster = view.phase === 'live' ? view.value.get(draft.clusterId) : undefined;
  return cluster && describeWhyNot(cluster.state);
}

function Summary({ model }: { model: NewCampaign }) {
  const { clusters } = useApp();
  const { draft, chosen } = useModel(model);
  const { forecast } = useModel(model.forecasting);
  const { phase } = useModel(model.pilot);
  const { view } = useModel(clusters);
  const cluster = view.phase === 'live' ? view.value.get(draft.clusterId) : undefined;
  const whyNot = cluster && describeWhyNot(cluster.state);
  return (
    <div className={classes.summary}>
      <div>
        <strong>{chosen?.configuration.name ?? 'Choose a configuration'}</strong>
        {cluster && ` on ${cluster.name}`}
        {cluster && (whyNot ? `. ${whyNot}` : `, ${formatCounted(cluster.slots.total, 'run')} at once`)}
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
