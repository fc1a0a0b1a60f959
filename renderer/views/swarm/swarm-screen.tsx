import { IconServerOff } from '@tabler/icons-react';
import { Link, Redirect, useParams } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import classes from './swarm.module.css';
import { SwarmHeader } from './swarm-header.tsx';
import { SwarmNotices } from './swarm-notices.tsx';
import { SwarmParts } from './swarm-parts.tsx';

/** One swarm: what it is made of and how that is, its life, its own pages. */
export function SwarmScreen() {
  const { id = '' } = useParams();
  const { clusters } = useApp();
  const { view } = useModel(clusters);
  if (view.phase === 'loading')
    return (
      <div className={screen.screen}>
        <LoadingState what="the swarm" lines={9} />
      </div>
    );
  if (view.phase === 'failed')
    return (
      <div className={screen.screen}>
        <ScreenHeader title="Swarm" />
        <FailureNotice failure={view.failure} onRetry={clusters.retry} />
      </div>
    );
  const cluster = view.value.get(id);
  if (!cluster) return <Unknown />;
  if (cluster.kind === 'local') return <Redirect to="/clusters" replace />;
  return <OfSwarm key={id} cluster={cluster} />;
}

function OfSwarm({ cluster }: { cluster: Cluster }) {
  const app = useApp();
  const page = useOpened(() => new SwarmPage(app, cluster.id), cluster.id);
  return (
    <div className={classes.page}>
      <SwarmHeader page={page} cluster={cluster} />
      <SwarmNotices page={page} cluster={cluster} />
      <SwarmParts page={page} cluster={cluster} />
    </div>
  );
}

function Unknown() {
  return (
    <div className={screen.screen}>
      <ScreenHeader title="Swarm" />
      <EmptyState
        icon={IconServerOff}
        title="There is no such swarm here"
        actions={<Link href="/clusters">All clusters</Link>}
      >
        It was forgotten, or belongs to another computer.
      </EmptyState>
    </div>
  );
}
