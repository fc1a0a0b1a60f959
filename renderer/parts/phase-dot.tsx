import type { Campaign } from '../../contract/campaigns.ts';
import { describePhase } from '../words/describe-campaign.ts';
import classes from './phase-dot.module.css';

/** What a campaign's colour says. */
export type Look = 'running' | 'paused' | 'good' | 'bad' | 'quiet';

/** A small sign of what a campaign is doing, told in words to those who do not see it; shapes differ as well as colours. */
export function PhaseDot({ campaign }: { campaign: Campaign }) {
  return (
    <span className={classes.dot} data-look={lookOf(campaign)}>
      <span className="only-heard">{describePhase(campaign)}: </span>
    </span>
  );
}

/** Which of a few looks a campaign has. */
export function lookOf({ phase, problem, counts }: Campaign): Look {
  if (phase === 'paused' || phase === 'pausing') return 'paused';
  if (phase === 'interrupted') return 'bad';
  if (phase !== 'ended') return 'running';
  if (problem || counts.failed > 0 || counts.interrupted > 0) return 'bad';
  return counts.cancelled > 0 ? 'quiet' : 'good';
}
