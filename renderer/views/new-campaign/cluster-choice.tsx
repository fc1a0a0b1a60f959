import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { takesRuns } from '../../words/describe-cluster.ts';
import { describeRemedy, describeWhyNot } from '../../words/describe-swarm.ts';
import { formatCount } from '../../words/format-number.ts';
import classes from './new-campaign.module.css';

/** Where to run: this computer, or a swarm. One that takes no runs now says why, and leads to where that is changed. */
export function ClusterChoice({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { view } = useModel(useApp().clusters);
  if (view.phase !== 'live') return undefined;
  return (
    <fieldset className={classes.clusters}>
      <legend className={classes.legend}>Where to run</legend>
      {[...view.value.values()].map(cluster => (
        <div key={cluster.id} className={classes.cluster}>
          <label className={classes.clusterName}>
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
          <Remedy cluster={cluster} />
        </div>
      ))}
    </fieldset>
  );
}

function roomOf({ state, slots }: Cluster): string {
  if (!takesRuns(state)) return describeWhyNot(state) ?? '';
  const free = Math.max(0, slots.total - slots.busy);
  return `${formatCount(free)} of ${formatCount(slots.total)} slots free`;
}

function Remedy({ cluster: { id, state } }: { cluster: Cluster }) {
  const label = describeRemedy(state);
  if (label === undefined) return undefined;
  return <Link href={state.phase === 'bare' ? `/clusters/${id}/stack` : `/clusters/${id}`}>{label}</Link>;
}
