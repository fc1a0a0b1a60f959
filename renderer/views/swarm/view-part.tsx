import { Button } from '@mantine/core';
import { IconAppWindow, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import { openWindow } from '../../client/desktop.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { takesRuns } from '../../words/describe-cluster.ts';
import { describeView, type SwarmView } from '../../words/describe-view.ts';
import { NoStack } from './no-stack.tsx';
import classes from './swarm.module.css';

interface Props {
  readonly page: SwarmPage;
  readonly cluster: Cluster;
  readonly which: SwarmView;
}

/** A page of the swarm's own in a frame. */
export function ViewPart({ page, cluster, which }: Props) {
  const [loads, setLoads] = useState(0);
  const { title } = describeView(which);
  const isReady = takesRuns(cluster.state);
  const open = () => openWindow(`/swarm-view/${page.id}/${which}`, `${which}-${page.id}`, { width: 1100, height: 760 });
  if (cluster.state.phase === 'bare')
    return (
      <div className={classes.part}>
        <NoStack id={page.id} what={title.toLowerCase()} />
      </div>
    );
  return (
    <div className={`${classes.part} ${classes.filled}`}>
      <section className={`${screen.panel} ${classes.framed}`} aria-labelledby="view-title">
        <div className={screen.toolbar}>
          <h2 id="view-title" className={screen.panelTitle}>
            {title}
          </h2>
          <span className={screen.spring} />
          <Button
            leftSection={<IconRefresh size={14} aria-hidden />}
            disabled={!isReady}
            onClick={() => setLoads(loads + 1)}
          >
            Load again
          </Button>
          <Button leftSection={<IconExternalLink size={14} aria-hidden />} disabled={!isReady} onClick={open}>
            Open in a window
          </Button>
        </div>
        {isReady ? (
          <ViewFrame key={loads} page={page} cluster={cluster} which={which} />
        ) : (
          <EmptyState icon={IconAppWindow} title="It cannot be shown now">
            This page comes from the swarm itself; it is there again when the swarm is ready.
          </EmptyState>
        )}
      </section>
    </div>
  );
}

/** The frame itself: it may run its own scripts on its own origin, and nothing else. */
export function ViewFrame({ page, cluster, which }: Props) {
  const { phase, answer, failure } = useModel(page.views);
  useEffect(() => void page.views.ask({}), [page]);
  if (phase === 'failed' && failure)
    return (
      <div className={classes.part}>
        <FailureNotice failure={failure} onRetry={page.views.retry} />
      </div>
    );
  if (!answer)
    return (
      <div className={classes.part}>
        <LoadingState what={describeView(which).title} />
      </div>
    );
  return (
    <iframe
      className={classes.frame}
      title={`${describeView(which).title} of ${cluster.name}`}
      src={answer[which]}
      sandbox="allow-scripts allow-same-origin allow-forms"
      referrerPolicy="no-referrer"
    />
  );
}
