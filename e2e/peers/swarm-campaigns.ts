import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CampaignRequest } from '../../contract/campaigns.ts';
import type { ClusterId } from '../../contract/clusters.ts';
import type { CampaignId, RunFile, RunRow } from '../../contract/runs.ts';
import { mongoDatabase } from '../../contract/stack.ts';
import { createSnapshots } from '../../electron/adapters/git/snapshots.ts';
import type { CampaignNews } from '../../electron/adapters/swarm/follow-campaign.ts';
import { openSwarmStore, type SwarmStore } from '../../electron/adapters/swarm/open-swarm-store.ts';
import type { SwarmCampaign } from '../../electron/adapters/swarm/swarm-campaign.ts';
import { findProject } from '../../electron/services/projects/find-project.ts';
import { collectionsOf } from '../../worker-images/worker/journal/campaign-store.ts';
import type { ServerAddress } from '../../worker-images/worker/store/open-mongo.ts';
import { createMongoClient } from '../../worker-images/worker/store/open-mongo.ts';

const never = new AbortController().signal;

export type RequestPart = Partial<CampaignRequest> & { configuration: string };

/** What a test does with a swarm, in few words. */
export async function openTestStore(swarm: { folder: string; redis: ServerAddress; mongo: ServerAddress }) {
  const { redis, mongo } = swarm;
  const store = await openSwarmStore({ clusterId: 'test', redis, mongo });
  const snapshots = createSnapshots(join(swarm.folder, 'snapshots'));
  let count = 0;

  async function submit(
    folder: string,
    part: RequestPart,
    more: { pauseAfterSameFailures?: number; finished?: string[]; seconds?: Record<string, number> } = {},
  ) {
    const campaignId = `t${++count}-${Date.now().toString(36)}` as CampaignId;
    const { profile } = await findProject(folder, undefined);
    const request: CampaignRequest = {
      folder,
      iniFile: 'omnetpp.ini',
      options: [],
      mode: 'release',
      clusterId: 'test' as ClusterId,
      limits: {},
      reuse: true,
      priority: 0,
      ...part,
    };
    await store.submitCampaign(
      {
        campaignId,
        name: part.configuration,
        request,
        projectName: profile.name,
        projectRoot: folder,
        workingDirectory: '',
        profile,
        snapshot: await snapshots.take(folder),
        history: { finished: more.finished ?? [], seconds: more.seconds ?? {} },
        pauseAfterSameFailures: more.pauseAfterSameFailures ?? 0,
        graceSeconds: 0.5,
      },
      never,
    );
    return campaignId;
  }

  /** A campaign as it is now. */
  async function read(id: CampaignId): Promise<SwarmCampaign> {
    for await (const { campaign } of store.followCampaign(id, never)) return campaign;
    throw new Error(`there is no campaign ${id}`);
  }

  const mongoClient = createMongoClient(mongo);
  return {
    store,
    submit,
    read,
    /** What the swarm keeps, for looking behind the scenes. */
    collections: collectionsOf(mongoClient.db(mongoDatabase)),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await mongoClient.close();
    },
  };
}

/** Follows a campaign until its rows are as wanted; answers with them. Asks again when the connection was lost. */
export async function until(
  store: SwarmStore,
  id: CampaignId,
  wanted: (rows: readonly RunRow[], news: CampaignNews) => boolean,
  seconds = 200,
): Promise<RunRow[]> {
  const signal = AbortSignal.timeout(seconds * 1000);
  const rows = new Map<string, RunRow>();
  while (!signal.aborted) {
    try {
      for await (const news of store.followCampaign(id, signal)) {
        if (news.kind === 'snapshot') rows.clear();
        for (const row of news.runs) rows.set(row.id, row);
        if (news.campaign.stage === 'failed') throw new Error(JSON.stringify(news.campaign.problem));
        if (wanted([...rows.values()], news)) return [...rows.values()];
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'cluster.unreachable')) throw error;
      await setTimeout(200);
    }
  }
  const states = Object.groupBy(rows.values(), row => row.state);
  throw new Error(`waited in vain: ${Object.entries(states).map(([state, some]) => `${some?.length} ${state}`)}`);
}

/** Until every run of the campaign has ended. */
export function untilEnded(store: SwarmStore, id: CampaignId, seconds?: number): Promise<RunRow[]> {
  return until(
    store,
    id,
    (rows, { campaign }) =>
      campaign.stage === 'enqueued' &&
      rows.length === campaign.runCount &&
      rows.every(row => row.state !== 'waiting' && row.state !== 'running'),
    seconds,
  );
}

/** Fetches the results of all given runs that have some; answers with what came over the wire. */
export async function fetchAll(store: SwarmStore, id: CampaignId, destination: string, rows: readonly RunRow[]) {
  let bytes = 0;
  const files: RunFile[] = [];
  const request = { campaignId: id, destination, outwardResults: undefined };
  for (const row of rows.filter(({ state }) => state === 'finished')) {
    const report = { received: (count: number) => (bytes += count) };
    files.push(...(await store.fetchResults(request, row, report, never)));
  }
  return { bytes, files };
}

/** All result files below a folder by their paths, without what differs from one execution to the next. */
export function readResults(folder: string): Record<string, string> {
  const results = join(folder, 'results');
  const names = readdirSync(results).sort();
  return Object.fromEntries(names.map(name => [name, withoutIdentity(readFileSync(join(results, name), 'utf8'))]));
}

// Names of runs, dates and process numbers belong to one execution.
function withoutIdentity(text: string): string {
  return (
    text
      .replace(/\b(\w+-\d+)-\d{8}-\d{2}:\d{2}:\d{2}-\d+\b/g, '$1')
      // An index counts bytes from the beginning of its file, over names and dates of any length.
      .replace(/^file \d+ \d+ *$/m, 'file')
      .replace(/^(\d+)\t\d+ /gm, '$1\t')
      .replace(/^attr (datetime|datetimef|processid|runid) .*$/gm, 'attr $1')
  );
}
