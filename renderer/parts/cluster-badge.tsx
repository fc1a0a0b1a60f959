import type { ClusterState } from '../../contract/clusters.ts';
import { describeClusterState } from '../words/describe-cluster.ts';
import classes from './cluster-badge.module.css';

/** A cluster's state in a word, beside its name. */
export function ClusterBadge({ state }: { state: ClusterState }) {
  return (
    <span className={classes.badge} data-phase={state.phase} role="status">
      {describeClusterState(state).short}
    </span>
  );
}
