import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { CampaignScreen } from '../campaign/campaign-screen.tsx';
import { CampaignsScreen } from '../campaigns/campaigns-screen.tsx';
import { NewCampaignScreen } from '../new-campaign/new-campaign-screen.tsx';
import { Shell } from './shell.tsx';

/** Which screen belongs to which address. */
export function Screens() {
  return (
    <Shell>
      <Suspense>
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
          <Route>Nothing here</Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
