import type { Cluster } from '../../../contract/clusters.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { describeClusterState, takesRuns } from '../../words/describe-cluster.ts';
import { formatCount } from '../../words/format-number.ts';
import classes from './new-campaign.module.css';

/** Where to run: this computer, or a swarm. */
export function ClusterChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { view } = useModel(useApp().clusters);
  if (view.phase !== 'live') return undefined;
  return (
    <fieldset className={classes.clusters}>
      <legend className={classes.legend}>Where to run</legend>
      {[...view.value.values()].map(cluster => (
        <label key={cluster.id} className={classes.cluster}>
          <input
            type="radio"
            name="cluster"
            checked={cluster.id === value}
            disabled={!takesRuns(cluster.state)}
            onChange={() => onChange(cluster.id)}
          />
          <span className="truncate">{cluster.name}</span>
          <span className={`${classes.room} dim numeric`}>{roomOf(cluster)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function roomOf({ state, slots }: Cluster): string {
  if (state.phase !== 'ready') return describeClusterState(state).short.toLowerCase();
  const free = Math.max(0, slots.total - slots.busy);
  return `${formatCount(free)} of ${formatCount(slots.total)} slots free`;
}
