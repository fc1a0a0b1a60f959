import type { RunEnd } from '../../../contract/runs.ts';
import { StateIcon } from '../../parts/state-icon.tsx';
import { describeRunEnd, describeRunState, explainRunState, runStates } from '../../words/describe-run-end.ts';
import classes from './help.module.css';

// One of each kind; their words are those the run's own page uses.
const ends: readonly RunEnd[] = [
  { reason: 'truncated', limit: 'cpu-time' },
  {
    reason: 'model-error',
    exitCode: 1,
    error: { message: 'Queue length exceeds 200', module: 'Net.queue', simulatedTime: '53.2', signature: '' },
  },
  { reason: 'fingerprint-mismatch', calculated: '53de-64a7/tplx', expected: '4d7c-5b1a/tplx' },
  { reason: 'crashed', signal: 'SIGSEGV' },
  { reason: 'killed', limit: 'memory', allowed: 2e9, used: 2.1e9 },
  { reason: 'could-not-start', message: 'Cannot load library libINET.so' },
  { reason: 'unclear', exitCode: 0 },
  { reason: 'interrupted', by: 'application' },
];

/** Every state and every way a run can end, in the same words as everywhere. */
export function EndReasonsHelp() {
  return (
    <>
      <dl className={classes.terms}>
        {runStates.map(state => (
          <div key={state} style={{ display: 'contents' }}>
            <dt>
              <StateIcon state={state} /> {describeRunState(state)}
            </dt>
            <dd>{explainRunState(state)}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.subtitle}>When a run does not finish</h3>
      <dl className={classes.terms}>
        {ends.map(end => {
          const { short, sentence, meaning } = describeRunEnd(end);
          return (
            <div key={end.reason} style={{ display: 'contents' }}>
              <dt>{end.reason === 'model-error' ? 'Model error' : short}</dt>
              <dd>
                “{sentence}” {meaning}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
