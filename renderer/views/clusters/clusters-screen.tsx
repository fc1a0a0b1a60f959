import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { Notice } from '../../parts/notice.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { AddSwarmDialog } from './add-swarm-dialog.tsx';
import classes from './clusters.module.css';
import { LocalCard } from './local-card.tsx';
import { SwarmCard } from './swarm-card.tsx';

/** Every place where campaigns can run, this computer first. */
export function ClustersScreen() {
  const { clusters } = useApp();
  const { view } = useModel(clusters);
  const [isAdding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <div className={screen.screen}>
      <ScreenHeader
        title="Clusters"
        note="Where campaigns run. A campaign is the same wherever that is."
        actions={
          view.phase === 'live' && (
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
              Add a swarm
            </Button>
          )
        }
      />
      {view.phase === 'loading' && <LoadingState what="clusters" />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={clusters.retry} />}
      {view.phase === 'live' && <Cards clusters={[...view.value.values()]} onAdd={add} />}
      {isAdding && <AddSwarmDialog onClose={() => setAdding(false)} />}
    </div>
  );
}

function Cards({ clusters, onAdd }: { clusters: readonly Cluster[]; onAdd: () => void }) {
  return (
    <>
      <ul className={classes.cards}>
        {clusters.map(cluster => (
          <li key={cluster.id}>
            {cluster.kind === 'local' ? <LocalCard cluster={cluster} /> : <SwarmCard cluster={cluster} />}
          </li>
        ))}
      </ul>
      {clusters.length === 1 && (
        <Notice tone="note" title="More machines" actions={<Button onClick={onAdd}>Add a swarm…</Button>}>
          A Docker Swarm compiles a project on all its nodes together and runs a simulation on every free core. The
          results come to this computer as runs end, and this computer may be off meanwhile.
        </Notice>
      )}
    </>
  );
}
