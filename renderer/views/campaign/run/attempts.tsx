import type { RunAttempt } from '../../../../contract/runs.ts';
import { describeRunEnd } from '../../../words/describe-run-end.ts';
import { formatBytes } from '../../../words/format-bytes.ts';
import { formatDuration } from '../../../words/format-duration.ts';
import { formatFullMoment, formatMoment, formatSpan } from '../../../words/format-moment.ts';
import classes from './run.module.css';

/** Every attempt at a run: when, where, what it used, how it ended. */
export function Attempts({ attempts }: { attempts: readonly RunAttempt[] }) {
  return (
    <section aria-label="Attempts">
      <h3 className={classes.heading}>{attempts.length === 1 ? 'Attempt' : 'Attempts'}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.tableFrame} aria-label="All attempts" tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">Where</th>
              <th scope="col">Took</th>
              <th scope="col">CPU</th>
              <th scope="col">Memory</th>
              <th scope="col">End</th>
            </tr>
          </thead>
          <tbody>
            {[...attempts].reverse().map(attempt => (
              <Attempt key={attempt.number} attempt={attempt} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Attempt({ attempt }: { attempt: RunAttempt }) {
  const { startedAt, endedAt, node, cpuSeconds, peakMemory, end } = attempt;
  return (
    <tr>
      <td title={formatFullMoment(startedAt)}>{formatMoment(startedAt, Date.now())}</td>
      <td>{node}</td>
      <td className="numeric">{endedAt === undefined ? '' : formatSpan(startedAt, endedAt)}</td>
      <td className="numeric">{cpuSeconds === undefined ? '' : formatDuration(cpuSeconds)}</td>
      <td className="numeric">{peakMemory === undefined ? '' : formatBytes(peakMemory)}</td>
      <td className={classes.end}>{end ? describeRunEnd(end).short : ''}</td>
    </tr>
  );
}
