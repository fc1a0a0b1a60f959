import type { Campaign, PauseReason } from '../../contract/campaigns.ts';
import { type AnyFailure, fromFailureRecord } from '../../contract/failure.ts';
import { assertNever } from '../../renderer/words/assert-never.ts';
import { describeFailure } from '../../renderer/words/describe-failure.ts';
import { formatCounted } from '../../renderer/words/format-number.ts';

/** Something about a campaign that a person wants to hear of while looking elsewhere. */
export interface CampaignNews {
  readonly campaignId: string;
  readonly title: string;
  readonly body: string;
}

/** Finds the news in a campaign's change: it has ended by itself, or has paused itself. What a person asked for is no news. */
export function newsOf(before: Campaign | undefined, after: Campaign): CampaignNews | undefined {
  const words = hasEnded(before, after) ? describeEnd(after) : describePause(before, after);
  return words && { campaignId: after.id, ...words };
}

type Words = Pick<CampaignNews, 'title' | 'body'>;

function hasEnded(before: Campaign | undefined, after: Campaign): boolean {
  if (after.phase !== 'ended') return false;
  return before === undefined || !['ended', 'interrupted', 'cancelling'].includes(before.phase);
}

function describeEnd({ name, projectName, problem, counts, runCount }: Campaign): Words {
  if (problem) return { title: `${name} could not run`, body: describeFailure(toFailure(problem)).title };
  const bad = (counts.failed ?? 0) + (counts.interrupted ?? 0);
  if (bad > 0) return { title: `${name} has ended`, body: `${bad} of ${formatCounted(runCount, 'run')} failed.` };
  return { title: `${name} has finished`, body: `${formatCounted(runCount, 'run')} of ${projectName}.` };
}

function describePause(before: Campaign | undefined, { name, phase, paused }: Campaign): Words | undefined {
  if (phase !== 'pausing' && phase !== 'paused') return undefined;
  if (!paused || paused.kind === 'asked' || before?.paused?.kind === paused.kind) return undefined;
  return { title: `${name} has paused itself`, body: describeReason(paused) };
}

function describeReason(paused: Exclude<PauseReason, { kind: 'asked' }>): string {
  switch (paused.kind) {
    case 'same-failure':
      return `The first ${formatCounted(paused.count, 'run')} failed alike: ${paused.signature}`;
    case 'disk-full':
      return `There is no space left for ${paused.path}.`;
    case 'project-moved':
      return `The project’s folder ${paused.path} is gone.`;
    default:
      return assertNever(paused);
  }
}

function toFailure(problem: NonNullable<Campaign['problem']>): AnyFailure {
  return fromFailureRecord(problem) as AnyFailure;
}
