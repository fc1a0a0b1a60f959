import { Button } from '@mantine/core';
import { IconListDetails, IconMoodCheck, IconReload } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { FailureGroup } from '../../../contract/campaigns.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { formatChoice } from '../../words/format-choice.ts';
import { formatCounted } from '../../words/format-number.ts';
import classes from './campaign.module.css';
import own from './failures.module.css';

/** Failed runs by what they died of, with what they have in common: forty failures are rarely forty causes. */
export function FailuresTab({ page }: { page: CampaignPage }) {
  const { view } = useModel(page.failures);
  return (
    <div className={classes.scrolling}>
      {view.phase === 'loading' && <LoadingState what="failures" />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={page.failures.retry} />}
      {view.phase === 'live' && view.value.length === 0 && (
        <EmptyState icon={IconMoodCheck} title="No run has failed">
          Runs that end with an error are grouped here by what they died of.
        </EmptyState>
      )}
      {view.phase === 'live' && view.value.map(group => <Group key={group.id} page={page} group={group} />)}
    </div>
  );
}

function Group({ page, group }: { page: CampaignPage; group: FailureGroup }) {
  const [, navigate] = useLocation();
  const { isBusy } = useModel(page.action);
  const { signature, example, runIds, shared, worthRetrying } = group;
  const show = () => {
    page.showFailures(group);
    navigate(`/campaigns/${page.id}`);
  };
  return (
    <section className={`${screen.panel} ${own.group}`} aria-label={signature}>
      <div className={own.head}>
        <span className={`${own.count} numeric`}>{formatCounted(runIds.length, 'run')}</span>
        <h2 className={own.signature}>{example}</h2>
      </div>
      {shared.length > 0 && (
        <p className={own.shared}>
          {runIds.length > 1 ? 'All of them have' : 'It has'}{' '}
          {shared.map(({ variable, values }) => (
            <code key={variable} className={own.value}>
              {variable} = {formatChoice(values)}
            </code>
          ))}
          ; no run with another value died of this.
        </p>
      )}
      <p className="dim" style={{ margin: '6px 0 0' }}>
        {worthRetrying
          ? 'This may be chance: another attempt can end differently.'
          : 'This comes from the model: the same parameters end the same way again. Correct the model or the parameters first.'}
      </p>
      <div className={own.actions}>
        <Button leftSection={<IconListDetails size={15} aria-hidden />} onClick={show}>
          Show these runs
        </Button>
        <Button
          leftSection={<IconReload size={15} aria-hidden />}
          loading={isBusy}
          onClick={() => void page.retryRuns(runIds)}
          variant={worthRetrying ? 'filled' : 'default'}
        >
          Retry {formatCounted(runIds.length, 'run')}
        </Button>
      </div>
    </section>
  );
}
