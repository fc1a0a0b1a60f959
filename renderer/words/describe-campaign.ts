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
  // Also when it was cancelled before its runs were known.
  if (counts.cancelled === runCount) return 'Cancelled';
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
    case 'project-moved':
      return {
        title: 'Paused: the project is no longer where it was',
        advice: `${reason.path} is gone, so nothing can be run from it. Move it back and resume.`,
      };
    default:
      return assertNever(reason);
  }
}

/** News about a campaign in words. */
export function describeEvent(
  kind: 'ended' | 'paused' | 'problem',
  campaign: Campaign,
): { title: string; text: string; isGood: boolean } {
  const { name, counts, runCount, paused } = campaign;
  switch (kind) {
    case 'paused':
      return {
        title: `${name} has paused itself`,
        text: paused ? `${describePause(paused).title}.` : '',
        isGood: false,
      };
    case 'problem':
      return { title: `${name} could not run`, text: 'Its page says why.', isGood: false };
    case 'ended': {
      const isGood = counts.failed + counts.interrupted === 0;
      const done = formatCounted(counts.finished + counts.reused + counts.truncated, 'run');
      const text = isGood
        ? `${done} of ${runCount} have results.`
        : `${formatCounted(counts.failed, 'run')} failed, ${done} have results.`;
      return { title: `${name} has ended`, text, isGood };
    }
    default:
      return assertNever(kind);
  }
}
