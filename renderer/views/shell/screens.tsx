import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { CampaignScreen } from '../campaign/campaign-screen.tsx';
import { CampaignsScreen } from '../campaigns/campaigns-screen.tsx';
import { FaviconKeeper } from './favicon-keeper.tsx';
import { GlobalKeys } from './global-keys.tsx';
import { NewsTeller } from './news-teller.tsx';
import { NotFoundScreen } from './not-found-screen.tsx';
import { Shell } from './shell.tsx';
import { ThemeKeeper } from './theme-keeper.tsx';

// What is not looked at first is loaded when it is looked at.
const ClustersScreen = lazy(async () => ({
  default: (await import('../clusters/clusters-screen.tsx')).ClustersScreen,
}));
const HelpScreen = lazy(async () => ({ default: (await import('../help/help-screen.tsx')).HelpScreen }));
const MonitorScreen = lazy(async () => ({ default: (await import('../monitor/monitor-screen.tsx')).MonitorScreen }));
const NewCampaignScreen = lazy(async () => ({
  default: (await import('../new-campaign/new-campaign-screen.tsx')).NewCampaignScreen,
}));
const ResultsHomeScreen = lazy(async () => ({
  default: (await import('../results-home/results-home-screen.tsx')).ResultsHomeScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../settings/settings-screen.tsx')).SettingsScreen,
}));
const SwarmScreen = lazy(async () => ({ default: (await import('../swarm/swarm-screen.tsx')).SwarmScreen }));
const SwarmViewScreen = lazy(async () => ({
  default: (await import('../swarm/swarm-view-screen.tsx')).SwarmViewScreen,
}));

/** Which screen belongs to which address; the monitor and a swarm's own pages stand alone in windows of their own. */
export function Screens() {
  const { state } = useModel(useApp().connection);
  return (
    <div data-stale={state.phase !== 'open' || undefined} style={{ height: '100%' }}>
      <ThemeKeeper />
      <FaviconKeeper />
      <Switch>
        <Route path="/monitor/:id">
          <Suspense fallback={<LoadingAlone />}>
            <MonitorScreen />
          </Suspense>
        </Route>
        <Route path="/swarm-view/:id/:view">
          <Suspense fallback={<LoadingAlone />}>
            <SwarmViewScreen />
          </Suspense>
        </Route>
        <Route>
          <NewsTeller />
          <GlobalKeys />
          <Shell>
            <Suspense fallback={<Loading />}>
              <InShell />
            </Suspense>
          </Shell>
        </Route>
      </Switch>
    </div>
  );
}

function InShell() {
  return (
    <Switch>
      <Route path="/">
        <CampaignsScreen />
      </Route>
      <Route path="/new">
        <NewCampaignScreen />
      </Route>
      <Route path="/campaigns/:id/:tab?/:run?">
        <CampaignScreen />
      </Route>
      <Route path="/results">
        <ResultsHomeScreen />
      </Route>
      <Route path="/clusters">
        <ClustersScreen />
      </Route>
      <Route path="/clusters/:id/:part?/:item?">
        <SwarmScreen />
      </Route>
      <Route path="/settings">
        <SettingsScreen />
      </Route>
      <Route path="/help">
        <HelpScreen />
      </Route>
      <Route>
        <NotFoundScreen />
      </Route>
    </Switch>
  );
}

/** The same in a window without the shell, whose main part it then is. */
function LoadingAlone() {
  return (
    <main>
      <Loading />
    </main>
  );
}

function Loading() {
  return (
    <div className={screen.screen}>
      <h1 className="only-heard">simswarm</h1>
      <LoadingState what="the screen" />
    </div>
  );
}
