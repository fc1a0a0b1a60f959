import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmWork } from '../../../contract/swarms.ts';
import { isReached, type SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { OutputBlock } from '../../parts/output-block.tsx';
import screen from '../../parts/screen.module.css';
import { RemoveDialog } from './remove-dialog.tsx';
import { StackForm } from './stack-form.tsx';
import classes from './swarm.module.css';

/** Sets the stack up, brings it to other settings, takes it away; and what that work printed. */
export function StackPart({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const { answer, phase, failure } = useModel(page.settings);
  useEffect(() => void page.settings.ask({}), [page]);
  const { view } = useModel(page.work);
  const work = view.phase === 'live' ? view.value : undefined;
  return (
    <div className={classes.part}>
      {work?.phase === 'working' && <Printed work={work} />}
      {phase === 'failed' && failure && <FailureNotice failure={failure} onRetry={page.settings.retry} />}
      {phase === 'asking' && !answer && <LoadingState what="the settings of the stack" />}
      {answer && <StackForm key={JSON.stringify(answer)} page={page} cluster={cluster} settings={answer} />}
      {work && work.phase !== 'working' && <Printed work={work} />}
      {isReached(cluster) && cluster.state.phase !== 'working' && <Remove page={page} cluster={cluster} />}
    </div>
  );
}

function Printed({ work: { lines, phase } }: { work: SwarmWork }) {
  if (lines.length === 0) return undefined;
  return (
    <section className={`${screen.panel} ${classes.work}`} aria-labelledby="printed">
      <div className={classes.workHead}>
        <h2 id="printed" className={screen.panelTitle}>
          {phase === 'working' ? 'What it prints' : 'What it printed last'}
        </h2>
      </div>
      <OutputBlock lines={lines} label="Output of the work" showsEnd={phase === 'working'} />
    </section>
  );
}

function Remove({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const [isAsking, setAsking] = useState(false);
  const isBare = cluster.state.phase === 'bare';
  return (
    <section className={`${screen.panel} ${classes.form}`} aria-labelledby="remove-title">
      <h2 id="remove-title" className={screen.panelTitle}>
        {isBare ? 'Remove what is left' : 'Remove the stack'}
      </h2>
      <p className="dim">
        {isBare
          ? 'An earlier stack may have left its data on the nodes. It is used again when the stack is set up, and can be erased here.'
          : 'Stops the services on every node. Whether the data goes too is asked.'}
      </p>
      <div className={classes.foot}>
        <Button onClick={() => setAsking(true)}>{isBare ? 'Remove what is left…' : 'Remove the stack…'}</Button>
      </div>
      {isAsking && <RemoveDialog page={page} cluster={cluster} onClose={() => setAsking(false)} />}
    </section>
  );
}
