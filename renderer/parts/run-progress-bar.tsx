import type { RunRow } from '../../contract/runs.ts';
import { formatPercent } from '../words/format-number.ts';
import classes from './run-progress-bar.module.css';

/** How far a running run is; without a time limit only its simulated time can tell. */
export function RunProgressBar({ row }: { row: Pick<RunRow, 'state' | 'progress'> }) {
  const { state, progress } = row;
  if (state !== 'running') return undefined;
  const fraction = progress?.fraction;
  if (fraction === undefined)
    return <span className="dim numeric truncate">{progress ? `t = ${progress.simulatedTime} s` : 'starting'}</span>;
  return (
    <span className={classes.progress}>
      <span className={classes.track} aria-hidden>
        <span className={classes.done} style={{ transform: `scaleX(${fraction})` }} />
      </span>
      <span className={`${classes.percent} numeric`}>{formatPercent(fraction)}</span>
    </span>
  );
}
