import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { RunDetail } from '../../../../contract/runs.ts';
import { Log } from '../../../models/log.ts';
import { useModel, useOpened } from '../../../models/use-model.ts';
import { useApp } from '../../../parts/app-context.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { LogView } from '../../../parts/log-view/log-view.tsx';
import { useReveal } from '../../../parts/use-reveal.tsx';
import classes from './run.module.css';

/** What the run prints, live; the whole of it is in its log file. */
export function RunLog({ run }: { run: RunDetail }) {
  const { connection } = useApp();
  const reveal = useReveal();
  const log = useOpened(
    () =>
      new Log(connection, (client, after, signal) =>
        client.runs.watchLog({ runId: run.id, ...(after !== undefined && { after }) }, signal),
      ),
    `${run.id} ${run.attempts}`,
  );
  const state = useModel(log);
  return (
    <div className={classes.log}>
      <LogView
        log={state}
        label="Log of the run"
        onRetry={log.retry}
        emptyText={run.state === 'waiting' ? 'It has not started yet.' : 'It has printed nothing.'}
      />
      {run.logPath !== undefined && (
        <div className={classes.logFoot}>
          <span className="mono dim truncate" title={run.logPath}>
            {run.logPath}
          </span>
          <CopyButton text={run.logPath} label="Copy path" />
          <Button
            size="compact-xs"
            leftSection={<IconFolderOpen size={14} aria-hidden />}
            onClick={() => void reveal(run.logPath ?? '')}
          >
            Show
          </Button>
        </div>
      )}
    </div>
  );
}
