import type { Campaign } from '../../../contract/campaigns.ts';
import { WorkBar } from '../../parts/work-bar.tsx';
import { describePhase } from '../../words/describe-campaign.ts';
import { formatPercent } from '../../words/format-number.ts';
import classes from './stage-line.module.css';

/** What a campaign does before its first run: its stage and how far that is. */
export function StageLine({ campaign }: { campaign: Campaign }) {
  const { progress } = campaign;
  const stage = progress?.stage ?? describePhase(campaign);
  return (
    <div className={classes.line}>
      <span role="status">
        {stage}
        {progress?.fraction !== undefined && <span className="numeric"> {formatPercent(progress.fraction)}</span>}
      </span>
      <WorkBar label={stage} fraction={progress?.fraction} />
    </div>
  );
}
