import type { RunCounts } from '../../contract/campaigns.ts';
import { describeRunState, runStates } from '../words/describe-run-end.ts';
import { formatCount } from '../words/format-number.ts';
import classes from './state-bar.module.css';

/** How a campaign's runs are spread over their states, as one bar. Read aloud it is one sentence. */
export function StateBar({ counts, total, isThin = false }: { counts: RunCounts; total: number; isThin?: boolean }) {
  const present = runStates.filter(state => counts[state] > 0);
  const sentence = present.map(state => `${formatCount(counts[state])} ${describeRunState(state).toLowerCase()}`);
  return (
    <div
      className={classes.bar}
      data-thin={isThin || undefined}
      role="img"
      aria-label={total === 0 ? 'No runs yet' : `Of ${formatCount(total)} runs: ${sentence.join(', ')}`}
    >
      {present.map(state => (
        <span key={state} data-state={state} style={{ flexGrow: counts[state] }} className={classes.part} />
      ))}
    </div>
  );
}
