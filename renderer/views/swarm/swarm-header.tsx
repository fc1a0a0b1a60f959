import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { ClusterBadge } from '../../parts/cluster-badge.tsx';
import { Fact, Facts } from '../../parts/facts.tsx';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { takesRuns } from '../../words/describe-cluster.ts';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatCount } from '../../words/format-number.ts';
import classes from './swarm.module.css';
import { SwarmActions } from './swarm-actions.tsx';

/** What the swarm is, how it is, how much of it is busy, and what can be done with all of it. */
export function SwarmHeader({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const { name, state, platform, address } = cluster;
  return (
    <div className={classes.header}>
      <ScreenHeader
        title={name}
        above={
          <Link href="/clusters" className={classes.above}>
            Clusters
          </Link>
        }
        badge={<ClusterBadge state={state} />}
        note={[platform, address].filter(Boolean).join(' · ')}
        actions={<SwarmActions page={page} cluster={cluster} />}
      />
      <Size cluster={cluster} />
    </div>
  );
}

function Size({ cluster }: { cluster: Cluster }) {
  const { state, nodes, cores, memory, slots, waitingRuns } = cluster;
  if (nodes === 0) return undefined;
  return (
    <div className={classes.factLine}>
      <Facts>
        <Fact name="Nodes" value={formatCount(nodes)} />
        <Fact name="Cores" value={formatCount(cores)} />
        <Fact name="Memory" value={formatBytes(memory.total)} />
        {takesRuns(state) && (
          <>
            <Fact name="Slots busy" value={`${formatCount(slots.busy)} of ${formatCount(slots.total)}`} />
            <Fact name="Runs waiting" value={formatCount(waitingRuns)} />
          </>
        )}
      </Facts>
    </div>
  );
}
