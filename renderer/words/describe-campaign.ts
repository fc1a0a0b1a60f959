import type { Campaign, CampaignPhase, PauseReason } from '../../contract/campaigns.ts';
import { assertNever } from './assert-never.ts';
import { formatCounted } from './format-number.ts';

const phaseWords: Readonly<Record<CampaignPhase, string>> = {
  preparing: 'Preparing',
  building: 'Compiling',
  expanding: 'Listing runs',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  cancelling: 'Cancelling',
  ended: 'Ended',
  interrupted: 'Interrupted',
};

/** A campaign's phase in a word or two, with how it ended where it has. */
export function describePhase({
  phase,
  problem,
  counts,
  runCount,
}: Pick<Campaign, 'phase' | 'problem' | 'counts' | 'runCount'>): string {
  if (phase !== 'ended') return phaseWords[phase];
  if (problem) return 'Could not run';
  if (counts.failed > 0) return `${formatCounted(counts.failed, 'run')} failed`;
  if (runCount > 0 && counts.cancelled === runCount) return 'Cancelled';
  return counts.cancelled > 0 ? 'Ended early' : 'Finished';
}

/** Why a campaign stands still, and what to do: for the notice on its page. */
export function describePause(reason: PauseReason): { title: string; advice: string } {
  switch (reason.kind) {
    case 'asked':
      return {
        title: 'The campaign is paused',
        advice: 'Runs that had started went on to their end. Resume to start the others.',
      };
    case 'same-failure':
      return {
        title: `Paused: the first ${formatCounted(reason.count, 'run')} died alike`,
        advice: `${reason.signature}. Going on would probably only waste time. Look at the failures, then resume or cancel.`,
      };
    case 'disk-full':
      return {
        title: 'Paused: the disk is full',
        advice: `There is no room left at ${reason.path}. Free some and resume; nothing that was finished is lost.`,
      };
    default:
      return assertNever(reason);
  }
}
