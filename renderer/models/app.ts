import type { Rows } from '../../contract/call.ts';
import type { Cluster } from '../../contract/clusters.ts';
import type { HealthCheck } from '../../contract/health.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Connection } from '../client/connection.ts';
import { type CampaignList, watchCampaigns } from './campaign-list.ts';
import { CampaignNews } from './campaign-news.ts';
import { keepRows, type RowMap } from './rows.ts';
import { Watched, watchPlain } from './watched.ts';

/** What every screen may need: the line to the application and what is always followed. */
export interface App {
  readonly connection: Connection;
  readonly campaigns: CampaignList;
  readonly news: CampaignNews;
  readonly clusters: Watched<Rows<Cluster>, RowMap<Cluster>>;
  readonly health: Watched<Rows<HealthCheck>, RowMap<HealthCheck>>;
  readonly settings: Watched<Settings>;
}

/** Makes the models of the whole page and starts following. */
export function createApp(connection: Connection): App {
  const campaigns = watchCampaigns(connection);
  const app: App = {
    connection,
    campaigns,
    news: new CampaignNews(campaigns),
    clusters: new Watched<Rows<Cluster>, RowMap<Cluster>>(
      connection,
      (client, signal) => client.clusters.watch({}, signal),
      keepRows,
    ),
    health: new Watched<Rows<HealthCheck>, RowMap<HealthCheck>>(
      connection,
      (client, signal) => client.health.watch({}, signal),
      keepRows,
    ),
    settings: watchPlain(connection, (client, signal) => client.settings.watch({}, signal)),
  };
  for (const model of [app.news, app.campaigns, app.clusters, app.health, app.settings]) model.open();
  return app;
}
