import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { campaignPlans } from './campaign-plans.ts';
import { type CampaignPlan, requestOf } from './campaigns-data.ts';
import { fourNodes } from './swarm-states.ts';

const [underWay, , , ended] = campaignPlans as [CampaignPlan, CampaignPlan, CampaignPlan, CampaignPlan];

// Results come home a while after runs end, so the latest are still there.
function onSwarm(row: RunRow, fetched: number): RunRow {
  const node = fourNodes[1 + (row.number % 3)]?.hostname;
  const placed = row.end && row.state !== 'failed' && row.state !== 'reused';
  const place = row.number < fetched ? 'here' : row.number < fetched + 4 ? 'fetching' : 'there';
  return { ...row, ...(row.node !== undefined && node && { node }), ...(placed && { place }) };
}

function requestOn(clusterId: string, configuration: string) {
  const request = requestOf(configuration);
  return { ...request, clusterId: clusterId as typeof request.clusterId };
}

/** Campaigns on swarms: one whose results are coming, one whose swarm does not answer. */
export const swarmCampaignPlans: readonly CampaignPlan[] = [
  {
    ...underWay,
    id: 'on-lab',
    decorate: row => onSwarm(row, 180),
    more: {
      request: requestOn('lab', underWay.configuration),
      fetching: { waitingRuns: 66, bytesPerSecond: 11_300_000 },
    },
  },
  {
    ...ended,
    id: 'out-of-reach',
    phase: 'running',
    stateAt: place => (place < 0.5 ? 'finished' : place < 0.62 ? 'running' : 'waiting'),
    decorate: row => onSwarm(row, 11),
    more: {
      request: requestOn('lost', ended.configuration),
      outOfReach: {
        problem: toFailureRecord(
          new Failure('cluster.unreachable', { clusterId: 'lost', address: '/run/lost.sock' }, new Error('ETIMEDOUT')),
        ),
        since: Date.now() - 900_000,
      },
    },
  },
];
