import { useParams } from 'wouter';
import { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { describeView, isSwarmView } from '../../words/describe-view.ts';
import classes from './swarm.module.css';
import { ViewFrame } from './view-part.tsx';

/** A page of a swarm's own, alone in a window. */
export function SwarmViewScreen() {
  const { id = '', view = '' } = useParams();
  const app = useApp();
  const page = useOpened(() => new SwarmPage(app, id), id);
  useModel(app.clusters);
  const which = isSwarmView(view) ? view : 'visualizer';
  const { cluster } = page;
  useTitle(cluster ? `${describeView(which).title} of ${cluster.name}` : describeView(which).title);
  return (
    <main className={classes.window}>
      <h1 className="only-heard">{describeView(which).title}</h1>
      {cluster ? (
        <ViewFrame page={page} cluster={cluster} which={which} />
      ) : (
        <div className={classes.part}>
          <LoadingState what="the swarm" />
        </div>
      )}
    </main>
  );
}
