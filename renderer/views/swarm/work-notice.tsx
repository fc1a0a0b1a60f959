import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { SwarmWork } from '../../../contract/swarms.ts';
import type { SwarmLife } from '../../models/swarm/swarm-life.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Notice } from '../../parts/notice.tsx';
import screen from '../../parts/screen.module.css';
import { asFailure } from '../../words/describe-failure.ts';
import { describeCancelled, describeWork } from '../../words/describe-swarm.ts';
import classes from './swarm.module.css';
import { WorkLine } from './work-line.tsx';

/** The long work on a swarm: how far it is, or why it did not come to its end and what to do. */
export function WorkNotice({ life, work }: { life: SwarmLife; work: SwarmWork }) {
  const [isDismissed, setDismissed] = useState(false);
  if (work.phase === 'working') return <WorkLine life={life} work={work} />;
  if (work.phase === 'done' || isDismissed) return undefined;
  const dismiss = () => setDismissed(true);
  if (work.phase === 'cancelled')
    return (
      <Notice tone="note" title={describeWork(work)} actions={<Button onClick={dismiss}>Dismiss</Button>}>
        {describeCancelled(work.what)}
      </Notice>
    );
  return (
    <section className={classes.failed} aria-label={describeWork(work)}>
      <h2 className={screen.panelTitle}>{describeWork(work)}</h2>
      {work.failure && (
        <FailureNotice
          failure={asFailure(fromFailureRecord(work.failure))}
          onDismiss={dismiss}
          more={<Again life={life} work={work} />}
        />
      )}
    </section>
  );
}

function Again({ life, work }: { life: SwarmLife; work: SwarmWork }) {
  const { isBusy } = useModel(life.action);
  return (
    <>
      <Button loading={isBusy} onClick={() => void life.again(work.what)}>
        Try again
      </Button>
      <Button component={Link} href={`/clusters/${life.id}/stack`}>
        {work.what === 'deploy' ? 'Settings and output' : 'See what it printed'}
      </Button>
    </>
  );
}
