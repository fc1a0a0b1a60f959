import type { Campaign } from '../../contract/campaigns.ts';
import { isFailure } from '../../contract/failure.ts';
import { Settings } from '../../contract/settings.ts';
import { type CampaignNews, newsOf } from './campaign-news.ts';
import type { ShownApplication } from './shown-application.ts';

export interface OverviewListener {
  news(news: CampaignNews): void;
  campaignsChanged(campaigns: ReadonlyMap<string, Campaign>): void;
  settingsChanged(settings: Settings): void;
}

/** What the shell itself knows of campaigns and settings, kept up to date by watching them like any window does. */
export interface Overview {
  readonly campaigns: ReadonlyMap<string, Campaign>;
  readonly settings: Settings;
  /** Watches until the signal or the application ends it; fails with whatever else did. */
  follow(client: ShownApplication['client'], signal: AbortSignal): Promise<void>;
}

/** Creates the overview; `listener` hears of everything new. */
export function createOverview(listener: OverviewListener): Overview {
  const campaigns = new Map<string, Campaign>();
  let settings = Settings.parse({});

  async function followCampaigns(client: ShownApplication['client'], signal: AbortSignal): Promise<void> {
    for await (const rows of client.campaigns.watch({}, signal)) {
      // What was already so when we began to look is no news.
      if (rows.kind === 'snapshot') replaceAll(campaigns, rows.rows);
      else takeChanges(campaigns, rows, listener);
      listener.campaignsChanged(campaigns);
    }
  }

  async function followSettings(client: ShownApplication['client'], signal: AbortSignal): Promise<void> {
    for await (const changed of client.settings.watch({}, signal)) {
      settings = changed;
      listener.settingsChanged(settings);
    }
  }

  return {
    campaigns,
    get settings() {
      return settings;
    },
    async follow(client, signal) {
      try {
        await Promise.all([followCampaigns(client, signal), followSettings(client, signal)]);
      } catch (error) {
        if (!signal.aborted && !isFailure(error, 'host.disconnected')) throw error;
      }
    },
  };
}

function replaceAll(campaigns: Map<string, Campaign>, rows: readonly Campaign[]): void {
  campaigns.clear();
  for (const row of rows) campaigns.set(row.id, row);
}

function takeChanges(
  campaigns: Map<string, Campaign>,
  { changed, removed }: { readonly changed: readonly Campaign[]; readonly removed: readonly string[] },
  listener: OverviewListener,
): void {
  for (const row of changed) {
    const news = newsOf(campaigns.get(row.id), row);
    campaigns.set(row.id, row);
    if (news) listener.news(news);
  }
  for (const id of removed) campaigns.delete(id);
}

const going: ReadonlySet<Campaign['phase']> = new Set(['preparing', 'building', 'expanding', 'running', 'pausing']);

/** How far everything that goes on is, 0 to 1, for the taskbar; undefined when nothing goes on. */
export function overallProgress(campaigns: Iterable<Campaign>): number | undefined {
  const active = [...campaigns].filter(({ phase }) => going.has(phase));
  const total = active.reduce((sum, { runCount }) => sum + runCount, 0);
  const left = active.reduce((sum, { counts }) => sum + (counts.waiting ?? 0) + (counts.running ?? 0), 0);
  if (active.length === 0) return undefined;
  return total === 0 ? 0 : (total - left) / total;
}

/** The campaign whose job monitor is meant when none is named: the latest that goes on, otherwise the latest. */
export function likeliestCampaign(campaigns: Iterable<Campaign>): Campaign | undefined {
  const latest = [...campaigns].sort((a, b) => b.createdAt - a.createdAt);
  return latest.find(({ phase }) => going.has(phase)) ?? latest[0];
}
