import { useId } from 'react';
import type { RunDetail } from '../../../../contract/runs.ts';
import { formatDuration } from '../../../words/format-duration.ts';
import { formatRate } from '../../../words/format-number.ts';
import classes from './run.module.css';

const width = 420;
const height = 64;

/** Events per second over the time of a run: a sag tells of swapping, a steady fall of growth. */
export function SpeedCurve({ speed }: { speed: RunDetail['speed'] }) {
  const titleId = useId();
  const highest = Math.max(...speed.map(point => point.eventsPerSecond));
  const lowest = Math.min(...speed.map(point => point.eventsPerSecond));
  const last = speed.at(-1)?.seconds ?? 0;
  const xOf = (seconds: number) => (last === 0 ? 0 : (seconds / last) * width);
  const yOf = (rate: number) => height - (highest === 0 ? 0 : (rate / highest) * (height - 6));
  const line = speed.map(
    ({ seconds, eventsPerSecond }) => `${xOf(seconds).toFixed(1)},${yOf(eventsPerSecond).toFixed(1)}`,
  );
  const sentence = `From ${formatRate(lowest)} to ${formatRate(highest)} events a second in ${formatDuration(last)}`;
  return (
    <section aria-label="Speed">
      <div className={classes.headingLine}>
        <h3 className={classes.heading}>Events per second</h3>
        <span className="dim numeric truncate" title={sentence}>
          {formatRate(lowest)} to {formatRate(highest)} in {formatDuration(last)}
        </span>
      </div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.curve}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={titleId}
      >
        <title id={titleId}>{sentence}</title>
        <polygon points={`0,${height} ${line.join(' ')} ${width},${height}`} className={classes.under} />
        <polyline points={line.join(' ')} className={classes.over} />
      </svg>
    </section>
  );
}
