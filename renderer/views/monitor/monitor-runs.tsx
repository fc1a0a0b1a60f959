import type { Campaign } from '../../../contract/campaigns.ts';
import type { RunRow } from '../../../contract/runs.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { latestEnds, runningNow } from '../../models/campaign/run-highlights.ts';
import { useModel } from '../../models/use-model.ts';
import { RunProgressBar } from '../../parts/run-progress-bar.tsx';
import { StateIcon } from '../../parts/state-icon.tsx';
import { describeRunEnd, describeRunState } from '../../words/describe-run-end.ts';
import { formatSpan } from '../../words/format-moment.ts';
import classes from './monitor.module.css';

const shownAtMost = 32;
const endsShown = 8;

/** The runs under way with their progress, and how the latest ones ended. */
export function MonitorRuns({ page, campaign }: { page: CampaignPage; campaign: Campaign }) {
  // Drawn anew with the table, a few times a second.
  const { total } = useModel(page.runs);
  const running = runningNow(page.runs.table.rows(), shownAtMost);
  const ended = latestEnds(page.runs.table.rows(), endsShown);
  const { iterationVariables: names } = campaign;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.runs} aria-label="Runs" tabIndex={0}>
      <section aria-label="Running now">
        <h2 className={classes.heading}>Running now</h2>
        {running.length === 0 && <p className={classes.none}>{total === 0 ? 'No runs yet.' : 'Nothing is running.'}</p>}
        <ul className={classes.list}>
          {running.map(row => (
            <li key={row.id} className={classes.running}>
              <RunName row={row} names={names} />
              <RunProgressBar row={row} />
            </li>
          ))}
        </ul>
      </section>
      {ended.length > 0 && (
        <section aria-label="Ended last">
          <h2 className={classes.heading}>Ended last</h2>
          <ul className={classes.list}>
            {ended.map(row => (
              <li key={row.id} className={classes.ended}>
                <StateIcon state={row.state} />
                <RunName row={row} names={names} />
                <span className={`${classes.end} dim truncate`}>{endOf(row)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}

function RunName({ row, names }: { row: RunRow; names: readonly string[] }) {
  const values = names.map((name, index) => `${name}=${row.values[index] ?? ''}`).join(', ');
  return (
    <span className={`${classes.name} truncate numeric`} title={`${values}, #${row.repetition}`}>
      <strong>{row.number}</strong> {row.values.join(', ')} #{row.repetition}
    </span>
  );
}

function endOf({ state, end, startedAt, endedAt }: RunRow): string {
  if (state === 'finished' && startedAt !== undefined && endedAt !== undefined) return formatSpan(startedAt, endedAt);
  return end && state !== 'reused' ? describeRunEnd(end).short : describeRunState(state);
}
