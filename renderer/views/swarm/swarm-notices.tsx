import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Ago } from '../../parts/moment.tsx';
import { Notice } from '../../parts/notice.tsx';
import { asFailure } from '../../words/describe-failure.ts';
import classes from './swarm.module.css';
import { WorkNotice } from './work-notice.tsx';

/** What is wrong with a swarm or going on with it, above everything else. */
export function SwarmNotices({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const { failure } = useModel(page.action);
  const { view } = useModel(page.work);
  const work = view.phase === 'live' ? view.value : undefined;
  return (
    <div className={classes.notices} aria-live="polite">
      {failure && <FailureNotice failure={failure} onDismiss={page.action.dismiss} />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={page.work.retry} />}
      {work && <WorkNotice key={work.startedAt} life={page} work={work} />}
      <State page={page} cluster={cluster} />
    </div>
  );
}

function State({ page, cluster: { name, state } }: { page: SwarmPage; cluster: Cluster }) {
  switch (state.phase) {
    case 'unreachable':
      return (
        <>
          <FailureNotice failure={asFailure(fromFailureRecord(state.problem))} onRetry={() => void page.reconnect()} />
          <p className={classes.aside}>
            Last heard of {name}: <Ago moment={state.since} />. What was given to it goes on there; it is asked again
            and again.
          </p>
        </>
      );
    case 'disconnected':
      return (
        <Notice tone="note" title={`${name} is not connected`}>
          What was given to it goes on there. Connect it to see it, and to fetch results.
        </Notice>
      );
    case 'degraded':
      return (
        <FailureNotice
          failure={asFailure(fromFailureRecord(state.problem))}
          more={
            <Button component={Link} href={`/clusters/${page.id}/services`}>
              See the services
            </Button>
          }
        />
      );
    default:
      return undefined;
  }
}
