import type { CampaignPhase } from '../../../contract/campaigns.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { DistantCampaignFacts } from '../swarms/swarm-port.ts';
import type { MissingPlan } from './campaign-handle.ts';
import type { RunTable } from './run-table.ts';

/** The phase a campaign is in, told from what its swarm says and the states of its runs. */
export function phaseOf(facts: DistantCampaignFacts, runs: RunTable, cancelling: boolean): CampaignPhase {
  const { waiting, running } = runs.counts;
  if (facts.stage === 'failed' || (facts.cancelled && facts.stage !== 'enqueued')) return 'ended';
  if (facts.stage === 'expanding') return 'expanding';
  if (facts.stage !== 'enqueued') return 'building';
  if (waiting + running === 0 && runs.size >= facts.runCount) return 'ended';
  if (cancelling || facts.cancelled) return 'cancelling';
  if (facts.paused) return running > 0 ? 'pausing' : 'paused';
  return 'running';
}

function reasonOf(state: RunRow['state']): string {
  const reasons: Partial<Record<RunRow['state'], string>> = {
    truncated: 'it was cut short by a time limit',
    cancelled: 'it was cancelled',
    interrupted: 'it was interrupted',
    failed: 'it failed',
  };
  return reasons[state] ?? 'it has not finished yet';
}

/** What completing a campaign on a swarm would mean, as far as that can be told without asking its builder. */
export function planMissing(runs: RunTable): MissingPlan {
  const missing = [...runs.records()].filter(({ row }) => !['finished', 'reused'].includes(row.state));
  const reused = runs.size - missing.length;
  const byState = Map.groupBy(missing, ({ row }) => row.state);
  return {
    run: missing.length,
    reused,
    reasons: [
      ...(reused > 0 ? [{ runs: reused, reuse: true, reason: 'an identical run has finished' }] : []),
      ...[...byState].map(([state, some]) => ({ runs: some.length, reuse: false, reason: reasonOf(state) })),
    ],
  };
}
