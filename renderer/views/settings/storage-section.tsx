import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { Action } from '../../models/action.ts';
import { Answered } from '../../models/answered.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { formatBytes } from '../../words/format-bytes.ts';
import { Section } from './section.tsx';
import classes from './settings.module.css';

/** What simswarm keeps on this computer, where and how much; result files are not among it. */
export function StorageSection() {
  const { connection } = useApp();
  const storage = useOwn(
    () => new Answered(connection, (client, _question: object, signal) => client.settings.storage({}, signal)),
  );
  const { answer, failure } = useModel(storage);
  const cleaning = useOwn(() => new Action());
  const { isBusy, failure: notCleaned } = useModel(cleaning);
  useEffect(() => {
    void storage.ask({});
    return () => storage.cancel();
  }, [storage]);
  const clean = async () => {
    await cleaning.run(async () => {
      const { freed } = await connection.client.settings.cleanBuilds({});
      notifications.show({ message: `${formatBytes(freed)} freed.` });
    });
    storage.retry();
  };
  return (
    <Section
      title="Storage"
      actions={
        <Button loading={isBusy} onClick={() => void clean()}>
          Remove unused builds
        </Button>
      }
    >
      {(failure ?? notCleaned) && <FailureNotice failure={(failure ?? notCleaned)!} onRetry={storage.retry} />}
      {!answer && !failure && <LoadingState what="storage" />}
      {answer && (
        <dl className={classes.facts}>
          <dt>Folder</dt>
          <dd className="mono">{answer.folder}</dd>
          <dt>Compiled projects</dt>
          <dd className="numeric">{formatBytes(answer.builds)}</dd>
          <dt>Logs</dt>
          <dd className="numeric">{formatBytes(answer.logs)}</dd>
          <dt>Copies of sources</dt>
          <dd className="numeric">{formatBytes(answer.sources)}</dd>
          <dt>List of campaigns</dt>
          <dd className="numeric">{formatBytes(answer.history)}</dd>
          <dt>Left on the disk</dt>
          <dd className="numeric">{formatBytes(answer.available)}</dd>
        </dl>
      )}
    </Section>
  );
}
