import type { Cluster } from '../../../contract/clusters.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { ClusterCard } from './cluster-card.tsx';
import classes from './clusters.module.css';

/** Every place where campaigns can run, this computer first. */
export function ClustersScreen() {
  const { clusters } = useApp();
  const { view } = useModel(clusters);
  return (
    <div className={screen.screen}>
      <ScreenHeader title="Clusters" note="Where campaigns run. A campaign is the same wherever that is." />
      {view.phase === 'loading' && <LoadingState what="clusters" />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={clusters.retry} />}
      {view.phase === 'live' && <Cards clusters={[...view.value.values()]} />}
    </div>
  );
}

function Cards({ clusters }: { clusters: readonly Cluster[] }) {
  return (
    <ul className={classes.cards}>
      {clusters.map(cluster => (
        <li key={cluster.id}>
          <ClusterCard cluster={cluster} />
        </li>
      ))}
    </ul>
  );
}
