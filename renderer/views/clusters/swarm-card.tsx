import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { SwarmWork } from '../../../contract/swarms.ts';
import { SwarmLife } from '../../models/swarm/swarm-life.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import screen from '../../parts/screen.module.css';
import { useNow } from '../../parts/use-now.ts';
import { WorkBar } from '../../parts/work-bar.tsx';
import { describeClusterState, takesRuns } from '../../words/describe-cluster.ts';
import { asFailure } from '../../words/describe-failure.ts';
import { describeStage, describeWork } from '../../words/describe-swarm.ts';
import { formatSpan } from '../../words/format-moment.ts';
import { formatPercent } from '../../words/format-number.ts';
import { CancelWork } from '../swarm/work-line.tsx';
import { CardHead, Room } from './cluster-facts.tsx';
import classes from './clusters.module.css';

/** One swarm: its state in words, what it has, what goes on with it, and the next step. */
export function SwarmCard({ cluster }: { cluster: Cluster }) {
  const { connection } = useApp();
  const life = useOpened(() => new SwarmLife(connection, cluster.id), cluster.id);
  const { failure } = useModel(life.action);
  const { view } = useModel(life.work);
  const work = view.phase === 'live' ? view.value : undefined;
  const { state, name } = cluster;
  const { sentence } = describeClusterState(state);
  return (
    <section className={`${screen.panel} ${classes.card}`} aria-label={name}>
      <CardHead cluster={cluster} />
      {failure && <FailureNotice failure={failure} onDismiss={life.action.dismiss} />}
      {state.phase === 'unreachable' && (
        <FailureNotice failure={asFailure(fromFailureRecord(state.problem))} onRetry={() => void life.reconnect()} />
      )}
      {state.phase === 'degraded' && <FailureNotice failure={asFailure(fromFailureRecord(state.problem))} />}
      {work?.phase === 'failed' && work.failure && state.phase !== 'unreachable' && <Failed work={work} />}
      {state.phase === 'working' ? (
        <Working state={state} since={work?.startedAt} />
      ) : (
        sentence && <p className={classes.sentence}>{sentence}</p>
      )}
      {takesRuns(state) && <Room cluster={cluster} />}
      <footer className={classes.foot}>
        <Steps life={life} cluster={cluster} />
      </footer>
    </section>
  );
}

function Failed({ work }: { work: SwarmWork }) {
  return (
    <p className={classes.failed} role="alert">
      {describeWork(work)}. Its page says why.
    </p>
  );
}

function Working({
  state,
  since,
}: {
  state: Extract<Cluster['state'], { phase: 'working' }>;
  since: number | undefined;
}) {
  const { progress, what } = state;
  const stage = describeStage(progress.stage);
  return (
    <div className={classes.work}>
      <div className={classes.workLine}>
        <span role="status">{stage}</span>
        <span className="numeric dim">
          {progress.fraction !== undefined && formatPercent(progress.fraction)}
          {since !== undefined && <Elapsed since={since} />}
        </span>
      </div>
      <div className={classes.bar}>
        <WorkBar label={describeWork({ what, phase: 'working' })} fraction={progress.fraction} />
      </div>
    </div>
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow();
  return <> · {formatSpan(since, Math.max(since, now))}</>;
}

/** The next step is the one that stands out; the page is always one click away. */
function Steps({ life, cluster: { id, name, state } }: { life: SwarmLife; cluster: Cluster }) {
  const { isBusy } = useModel(life.action);
  const page = `/clusters/${id}`;
  return (
    <>
      <Button component={Link} href={page} variant="subtle" aria-label={`Open ${name}`}>
        Open
      </Button>
      {state.phase === 'bare' && (
        <Button component={Link} href={`${page}/stack`} variant="filled" aria-label={`Set up ${name}`}>
          Set up
        </Button>
      )}
      {state.phase === 'disconnected' && (
        <Button variant="filled" loading={isBusy} aria-label={`Connect ${name}`} onClick={() => void life.connect()}>
          Connect
        </Button>
      )}
      {state.phase === 'working' && <CancelWork life={life} what={state.what} />}
      {takesRuns(state) && (
        <Button component={Link} href={`/new?cluster=${id}`} aria-label={`New campaign on ${name}`}>
          New campaign
        </Button>
      )}
    </>
  );
}
