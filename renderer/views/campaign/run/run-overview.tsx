import { Button } from '@mantine/core';
import type { RunDetail } from '../../../../contract/runs.ts';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import { useCampaign } from '../../../models/campaign/use-campaign.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { RunProgressBar } from '../../../parts/run-progress-bar.tsx';
import { RunTime } from '../../../parts/run-time.tsx';
import { describeRunEnd } from '../../../words/describe-run-end.ts';
import { formatCommand } from '../../../words/format-command.ts';
import { formatCount, formatRate } from '../../../words/format-number.ts';
import { Attempts } from './attempts.tsx';
import classes from './run.module.css';
import { SpeedCurve } from './speed-curve.tsx';

/** What a run is, how it goes or went, and how to do it again by hand. */
export function RunOverview({ page, run, onShowLog }: { page: CampaignPage; run: RunDetail; onShowLog: () => void }) {
  const variables = useCampaign(page, ({ iterationVariables }) => iterationVariables);
  return (
    <div className={classes.body}>
      <End run={run} onShowLog={onShowLog} />
      <Progress run={run} />
      <section aria-label="Parameters">
        <h3 className={classes.heading}>Parameters</h3>
        <dl className={classes.values}>
          {variables.map((name, index) => (
            <Value key={name} name={name} value={run.values[index] ?? ''} />
          ))}
          <Value name="repetition" value={String(run.repetition)} />
        </dl>
      </section>
      {run.speed.length > 1 && <SpeedCurve speed={run.speed} />}
      {run.attemptList.length > 0 && <Attempts attempts={run.attemptList} />}
      {run.reuse && (
        <section aria-label="Reuse">
          <h3 className={classes.heading}>{run.state === 'reused' ? 'Why it was not run again' : 'Why it was run'}</h3>
          <p className={classes.text}>{run.reuse}</p>
        </section>
      )}
      <Reproduce run={run} />
    </div>
  );
}

function Value({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.value}>
      <dt className="truncate">{name}</dt>
      <dd className="numeric">{value}</dd>
    </div>
  );
}

function End({ run, onShowLog }: { run: RunDetail; onShowLog: () => void }) {
  if (!run.end) return undefined;
  const { sentence, meaning } = describeRunEnd(run.end);
  const tone =
    run.state === 'finished' || run.state === 'reused' ? 'good' : run.state === 'cancelled' ? 'note' : 'warning';
  return (
    <Notice
      tone={tone}
      title={sentence}
      actions={tone === 'warning' && run.logPath && <Button onClick={onShowLog}>See its log</Button>}
    >
      {meaning}
    </Notice>
  );
}

function Progress({ run }: { run: RunDetail }) {
  const { state, progress } = run;
  if (state !== 'running') return undefined;
  return (
    <section aria-label="Progress">
      <RunProgressBar row={run} />
      <dl className={classes.values} style={{ marginTop: 10 }}>
        <div className={classes.value}>
          <dt>running for</dt>
          <dd className="numeric">
            <RunTime row={run} />
          </dd>
        </div>
        {progress && <Value name="simulated time" value={`${progress.simulatedTime} s`} />}
        {progress && <Value name="events" value={formatCount(progress.events)} />}
        {progress?.eventsPerSecond !== undefined && (
          <Value name="events/s" value={formatRate(progress.eventsPerSecond)} />
        )}
        {progress?.messagesPresent !== undefined && (
          <Value name="messages alive" value={formatCount(progress.messagesPresent)} />
        )}
      </dl>
    </section>
  );
}

function Reproduce({ run }: { run: RunDetail }) {
  if (run.command.length === 0) return undefined;
  const text = `cd ${formatCommand([run.workingDirectory])} && ${formatCommand(run.command)}`;
  return (
    <section aria-label="Reproduce">
      <div className={classes.headingLine}>
        <h3 className={classes.heading}>Run it again by hand</h3>
        <CopyButton text={text} label="Copy command" />
      </div>
      <pre className={classes.command}>{text}</pre>
    </section>
  );
}
