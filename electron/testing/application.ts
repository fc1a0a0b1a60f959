/** A composed application on a workplace, as tests use it: questions, and waiting for a campaign to get somewhere. */
import type { Campaign, CampaignRequest } from '../../contract/campaigns.ts';
import { localClusterId } from '../../contract/clusters.ts';
import type { CampaignId, RunRow } from '../../contract/runs.ts';
import type { Client } from '../../renderer/client/client.ts';
import { rowsOf } from '../cli/command-context.ts';
import { compose } from '../compose.ts';
import { createMemoryClient } from '../host/memory.ts';
import { swarmSources } from '../swarm-sources.ts';
import type { Workplace } from './example.ts';

/** What tests do with an application. */
export interface TestApplication extends AsyncDisposable {
  readonly client: Client;
  submit(configuration: string, more?: Partial<CampaignRequest>): Promise<CampaignId>;
  /** The campaign as soon as it is as wanted. */
  until(id: CampaignId, good: (campaign: Campaign) => boolean): Promise<Campaign>;
  untilEnded(id: CampaignId): Promise<Campaign>;
  rows(id: CampaignId): Promise<RunRow[]>;
}

/** Composes an application with two slots on a workplace's storage. */
export async function openTestApplication({ storage, project }: Workplace): Promise<TestApplication> {
  const composed = await compose({
    storageFolder: storage,
    about: { version: '0', node: process.version, host: 'command-line', platform: 'test' },
    example: project,
    swarm: swarmSources,
    reportBug: error => {
      throw error;
    },
    tell: failure => {
      throw failure;
    },
  });
  const client = createMemoryClient(composed.services);
  await client.settings.change({ localSlots: 2, graceSeconds: 0.5 });

  async function until(campaignId: CampaignId, good: (campaign: Campaign) => boolean): Promise<Campaign> {
    for await (const campaign of client.campaigns.watchOne({ campaignId })) if (good(campaign)) return campaign;
    throw new Error('the campaign is gone');
  }
  return {
    client,
    until,
    untilEnded: id => until(id, ({ phase }) => phase === 'ended' || phase === 'interrupted'),
    async submit(configuration, more = {}) {
      const request = { folder: project, iniFile: 'omnetpp.ini', configuration, clusterId: localClusterId, ...more };
      return (await client.campaigns.submit(request)).campaignId;
    },
    async rows(campaignId) {
      return rowsOf(client.runs.watch({ campaignId }));
    },
    [Symbol.asyncDispose]: () => composed[Symbol.asyncDispose](),
  };
}
