import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmState } from '../../../contract/swarms.ts';
import { isReached, type SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { Notice } from '../../parts/notice.tsx';

/** Shows a part of the swarm as it is; while nobody answers, as it was last, and says so. */
export function WithSwarmState({
  page,
  cluster,
  what,
  children,
}: {
  page: SwarmPage;
  cluster: Cluster;
  what: string;
  children: (state: SwarmState) => ReactNode;
}) {
  const { view } = useModel(page.state);
  const { latest } = page;
  if (latest)
    return (
      <>
        {!isReached(cluster) && <Notice tone="note" title="This is how it was when it answered last" />}
        {children(latest)}
      </>
    );
  if (!isReached(cluster))
    return (
      <EmptyState icon={IconPlugConnectedX} title={`Its ${what} are not known`}>
        They are shown as soon as it is connected and answers.
      </EmptyState>
    );
  if (view.phase === 'failed') return <FailureNotice failure={view.failure} onRetry={page.state.retry} />;
  return <LoadingState what={what} />;
}
