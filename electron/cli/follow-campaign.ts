import type { Campaign, FailureGroup } from '../../contract/campaigns.ts';
import { fromFailureRecord, isFailure } from '../../contract/failure.ts';
import type { CampaignId } from '../../contract/runs.ts';
import type { Client } from '../../renderer/client/client.ts';
import { formatChoice } from '../../renderer/words/format-choice.ts';
import { firstOf } from './command-context.ts';
import { createProgressLine, describeOutcome } from './progress-line.ts';

/** Exit codes: 0 all runs are there, 1 some are not, 130 the person stopped it. */
export const exitCodes = { good: 0, failed: 1, stopped: 130 } as const;

/** Follows a campaign to its end on a terminal. The first Ctrl-C cancels it cleanly, the second leaves at once. */
export async function followCampaign(client: Client, campaignId: CampaignId, json: boolean): Promise<Campaign> {
  const line = createProgressLine(json ? { write: () => undefined } : process.stderr, Date.now);
  const ended = new AbortController();
  const log = showBuildLog(client, campaignId, line.print, ended.signal);
  let interrupts = 0;
  const onInterrupt = () => {
    if (++interrupts > 1) process.exit(exitCodes.stopped);
    line.print('Cancelling; press Ctrl-C again to leave at once.');
    client.campaigns.cancel({ campaignId }).catch(error => line.print(String(error)));
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  try {
    return await untilEnd(client, campaignId, line);
  } finally {
    ended.abort();
    await log;
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
    line.end();
  }
}

async function untilEnd(
  client: Client,
  campaignId: CampaignId,
  line: ReturnType<typeof createProgressLine>,
): Promise<Campaign> {
  let last: Campaign | undefined;
  for await (const campaign of client.campaigns.watchOne({ campaignId })) {
    line.show(campaign);
    if (campaign.phase === 'paused' && last?.phase !== 'paused') line.print(describePause(campaign));
    last = campaign;
    // A campaign on a swarm is only over for us when its results are here.
    const isOver = campaign.phase === 'ended' || campaign.phase === 'interrupted';
    if (isOver && !campaign.fetching && !campaign.outOfReach) break;
  }
  if (!last) throw new Error('the campaign vanished');
  return last;
}

function describePause({ paused, id }: Campaign): string {
  const goOn = `Go on with “simswarm resume ${id}”, or stop with Ctrl-C.`;
  if (paused?.kind === 'same-failure') {
    return `Paused: the first ${paused.count} runs died alike (${paused.signature}). ${goOn}`;
  }
  if (paused?.kind === 'disk-full') return `Paused: the disk of ${paused.path} is full. Make room. ${goOn}`;
  if (paused?.kind === 'project-moved') return `Paused: ${paused.path} is not there any more. Move it back. ${goOn}`;
  return `Paused. ${goOn}`;
}

async function showBuildLog(
  client: Client,
  campaignId: CampaignId,
  print: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const { lines } of client.campaigns.watchBuildLog({ campaignId }, signal)) {
      for (const text of lines) print(text);
    }
  } catch (error) {
    // What keeps the campaign from going on is told as its own problem; the log is only company.
    if (!isFailure(error)) throw error;
  }
}

/** Says how a campaign ended: its outcome, why runs failed and what they have in common, where the files are. */
export async function reportEnd(client: Client, campaign: Campaign): Promise<void> {
  if (campaign.problem) throw fromFailureRecord(campaign.problem);
  console.error(describeOutcome(campaign));
  for (const group of await firstOf(client.campaigns.watchFailures({ campaignId: campaign.id }))) {
    console.error(describeGroup(group));
  }
  console.error(`Results: ${campaign.resultFolder}`);
}

function describeGroup({ runIds, example, shared }: FailureGroup): string {
  const values = shared.map(({ variable, values }) => `${variable}=${formatChoice(values)}`).join(', ');
  return `  ${runIds.length} × ${example}${values ? ` (all with ${values})` : ''}`;
}

/** What the shell is told. */
export function exitCodeOf({ problem, counts, runCount }: Campaign): number {
  if (problem) return exitCodes.failed;
  if (counts.failed + counts.interrupted > 0) return exitCodes.failed;
  // Who cancels before the runs are known has none.
  if (counts.cancelled > 0 || runCount === 0) return exitCodes.stopped;
  return counts.finished + counts.reused + counts.truncated === runCount ? exitCodes.good : exitCodes.failed;
}
