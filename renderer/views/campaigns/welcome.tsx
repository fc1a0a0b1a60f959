import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconFolderOpen, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import { watchRecentProjects } from '../../models/recent-projects.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { describeClusterState, describeSlots } from '../../words/describe-cluster.ts';
import classes from './welcome.module.css';

/** The first thing a new user sees: that this computer is ready, and two ways to begin. */
export function Welcome() {
  const { clusters, connection } = useApp();
  const { view } = useModel(clusters);
  const recent = useMemo(() => watchRecentProjects(connection), [connection]);
  const { answer } = useModel(recent);
  useEffect(() => {
    void recent.ask({});
    return () => recent.cancel();
  }, [recent]);
  const computer = view.phase === 'live' ? [...view.value.values()][0] : undefined;
  return (
    <>
      <ScreenHeader
        title="Welcome to simswarm"
        windowTitle="Welcome"
        note="Run a simulation with all its parameter values and repetitions on every free core, watch it, and plot what comes out."
      />
      {computer && <Computer cluster={computer} />}
      <div className={classes.ways}>
        <Way
          title="Try the example"
          text="A small simulation of queueing networks that needs nothing but a C++ compiler. 36 runs in about a minute, and a plot at the end."
          action={
            <Button
              component={Link}
              href={`/new?folder=${encodeURIComponent(answer?.example ?? '')}`}
              variant="filled"
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              disabled={answer?.example === undefined}
              aria-disabled={answer?.example === undefined}
            >
              Open the example
            </Button>
          }
        />
        <Way
          title="Use your own project"
          text="INET, a fork of it, or any OMNeT++ model: choose its folder. Nothing in it is changed; results land where a run by hand would put them."
          action={
            <Button component={Link} href="/new" leftSection={<IconFolderOpen size={16} aria-hidden />}>
              Choose a project…
            </Button>
          }
        />
      </div>
    </>
  );
}

function Computer({ cluster }: { cluster: Cluster }) {
  return (
    <section className={`${screen.panel} ${classes.computer}`} aria-label={cluster.name}>
      <IconDeviceDesktop size={20} stroke={1.6} aria-hidden />
      <span>
        <strong>{cluster.name}</strong> {describeClusterState(cluster.state).short.toLowerCase()}
      </span>
      <span className="dim">{describeSlots(cluster)}</span>
    </section>
  );
}

function Way({ title, text, action }: { title: string; text: string; action: React.ReactNode }) {
  return (
    <section className={`${screen.panel} ${classes.way}`}>
      <h2 className={classes.title}>{title}</h2>
      <p>{text}</p>
      {action}
    </section>
  );
}
