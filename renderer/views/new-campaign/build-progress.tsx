import { Button } from '@mantine/core';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { BuildState } from '../../../contract/projects.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { OutputBlock } from '../../parts/output-block.tsx';
import { WorkBar } from '../../parts/work-bar.tsx';
import { asFailure } from '../../words/describe-failure.ts';
import { formatPercent } from '../../words/format-number.ts';
import classes from './new-campaign.module.css';

type Shown = Exclude<BuildState, { phase: 'ready' }>;

/** Compiling as it happens, or how it failed. */
export function BuildProgress({
  state,
  onCancel,
  onRetry,
}: {
  state: Shown;
  onCancel: () => void;
  onRetry: () => void;
}) {
  return (
    <div className={classes.inset}>
      {state.phase === 'failed' ? (
        <FailureNotice failure={asFailure(fromFailureRecord(state.failure))} onRetry={onRetry} onDismiss={onCancel} />
      ) : (
        <Compiling state={state} onCancel={onCancel} />
      )}
    </div>
  );
}

function Compiling({ state, onCancel }: { state: Extract<Shown, { phase: 'building' }>; onCancel: () => void }) {
  const { stage, fraction } = state.progress;
  return (
    <>
      <div className={classes.buildLine}>
        <span className={classes.stage}>
          {stage}
          {fraction !== undefined && <span className="numeric"> {formatPercent(fraction)}</span>}
        </span>
        <WorkBar label="Compiling" fraction={fraction} />
        <Button onClick={onCancel}>Cancel</Button>
      </div>
      {state.lines.length > 0 && <OutputBlock label="Compiler output" lines={state.lines} showsEnd />}
    </>
  );
}
