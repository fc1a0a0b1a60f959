import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHourglass } from '@tabler/icons-react';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { HealthCheck } from '../../../contract/health.ts';
import { Action } from '../../models/action.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { asFailure, describeFailure } from '../../words/describe-failure.ts';
import { Section } from './section.tsx';
import classes from './settings.module.css';

const icons = { good: IconCircleCheck, warning: IconAlertTriangle, failed: IconCircleX, checking: IconHourglass };
const outcomeWords = { good: 'good', warning: 'warning', failed: 'failed', checking: 'being checked' };

/** Small checks of what this computer needs, each with its fix. */
export function HealthSection() {
  const { health, connection } = useApp();
  const { view } = useModel(health);
  const action = useOwn(() => new Action());
  const { isBusy, failure } = useModel(action);
  const recheck = () => void action.run(() => connection.client.health.recheck({}));
  return (
    <Section
      title="Is everything there?"
      actions={
        <Button loading={isBusy} onClick={recheck}>
          Check again
        </Button>
      }
    >
      {failure && <FailureNotice failure={failure} onDismiss={action.dismiss} />}
      {view.phase === 'loading' && <LoadingState what="checks" />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={health.retry} />}
      {view.phase === 'live' && (
        <ul className={classes.checks}>
          {[...view.value.values()].map(check => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Check({ check: { title, verdict } }: { check: HealthCheck }) {
  const { outcome } = verdict;
  const Icon = icons[outcome];
  return (
    <li className={classes.check} data-outcome={outcome}>
      <Icon size={17} stroke={1.8} role="img" aria-label={outcomeWords[outcome]} />
      <span>{title}</span>
      {outcome !== 'checking' && <p className={classes.fact}>{factOf(verdict)}</p>}
    </li>
  );
}

function factOf(verdict: Exclude<HealthCheck['verdict'], { outcome: 'checking' }>): string {
  switch (verdict.outcome) {
    case 'good':
      return verdict.fact;
    case 'warning':
      return `${verdict.fact}. ${verdict.fix}`;
    case 'failed':
      return `${describeFailure(asFailure(fromFailureRecord(verdict.failure))).title}. ${verdict.fix}`;
  }
}
