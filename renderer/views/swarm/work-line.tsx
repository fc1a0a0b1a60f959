import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SwarmWork } from '../../../contract/swarms.ts';
import type { SwarmLife } from '../../models/swarm/swarm-life.ts';
import { useModel } from '../../models/use-model.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import screen from '../../parts/screen.module.css';
import { useNow } from '../../parts/use-now.ts';
import { WorkBar } from '../../parts/work-bar.tsx';
import { describeCancelled, describeStage, describeWork } from '../../words/describe-swarm.ts';
import { formatSpan } from '../../words/format-moment.ts';
import { formatPercent } from '../../words/format-number.ts';
import classes from './swarm.module.css';

/** Long work on a swarm: what it is doing, how far it is, since when, and a way to stop it. */
export function WorkLine({ life, work }: { life: SwarmLife; work: SwarmWork }) {
  const { fraction } = work.progress;
  const stage = describeStage(work.progress.stage);
  return (
    <section className={`${screen.panel} ${classes.work}`} aria-label={describeWork(work)}>
      <div className={classes.workHead}>
        <h2 className={screen.panelTitle}>{describeWork(work)}</h2>
        <Elapsed since={work.startedAt} />
        <Button component={Link} href={`/clusters/${life.id}/stack`} variant="subtle">
          What it prints
        </Button>
        <CancelWork life={life} what={work.what} />
      </div>
      <div className={classes.workHead}>
        <span role="status">{stage}</span>
        {fraction !== undefined && <span className="numeric dim">{formatPercent(fraction)}</span>}
        <WorkBar label={stage} fraction={fraction} />
      </div>
    </section>
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow();
  return <span className="numeric dim">{formatSpan(since, Math.max(since, now))}</span>;
}

/** Stops long work, once it is sure that this is wanted. */
export function CancelWork({ life, what }: { life: SwarmLife; what: SwarmWork['what'] }) {
  const [isAsking, setAsking] = useState(false);
  const { isBusy } = useModel(life.action);
  return (
    <>
      <Button onClick={() => setAsking(true)}>Cancel</Button>
      {isAsking && (
        <ConfirmDialog
          title="Cancel this work?"
          confirm="Cancel it"
          keep="Go on"
          isBusy={isBusy}
          onConfirm={() => void life.cancelWork().then(() => setAsking(false))}
          onClose={() => setAsking(false)}
        >
          <p>{describeCancelled(what)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
