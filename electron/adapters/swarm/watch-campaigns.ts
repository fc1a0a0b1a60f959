import { redisChannels } from '../../../contract/queues.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import { readCampaigns, type SwarmCampaign } from './swarm-campaign.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** The campaigns of a swarm: all first, then those that changed and the ids of those that went. */
export interface CampaignsNews {
  readonly kind: 'snapshot' | 'changes';
  readonly changed: readonly SwarmCampaign[];
  readonly removed: readonly CampaignId[];
}

const atMostEvery = 100;

/** Watches which campaigns a swarm has and how far it is with them, whoever submitted them. Ends with a failure when the connection is lost. */
export async function* watchCampaigns(connection: SwarmConnection, signal: AbortSignal): AsyncGenerator<CampaignsNews> {
  const subscriber = await connection.openListener();
  const named = new Set<CampaignId>();
  let wake: (problem?: Error) => void = () => undefined;
  subscriber.on('message', (_, id) => {
    named.add(id as CampaignId);
    wake();
  });
  subscriber.on('close', () => wake(new Error('Connection is closed')));
  const stop = () => wake();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await subscriber.subscribe(redisChannels.campaigns);
    yield { kind: 'snapshot', changed: await connection.ask(() => readCampaigns(connection)), removed: [] };
    while (!signal.aborted) {
      if (named.size === 0) await connection.ask(() => untilWoken(waker => (wake = waker)));
      if (signal.aborted) return;
      const ids = [...named];
      named.clear();
      if (ids.length === 0) continue;
      const changed = await connection.ask(() => readCampaigns(connection, ids));
      const present = new Set(changed.map(({ id }) => id));
      yield { kind: 'changes', changed, removed: ids.filter(id => !present.has(id)) };
      await new Promise(resolve => setTimeout(resolve, atMostEvery));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    subscriber.disconnect();
  }
}

function untilWoken(give: (waker: (problem?: Error) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => give(problem => (problem ? reject(problem) : resolve())));
}
