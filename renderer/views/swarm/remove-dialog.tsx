import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { describeDataLoss } from '../../words/describe-swarm.ts';

/** Asks before a stack is taken away; its data goes only when that is chosen too and the swarm's name is typed. */
export function RemoveDialog({ page, cluster, onClose }: { page: SwarmPage; cluster: Cluster; onClose: () => void }) {
  const { name } = cluster;
  const { isBusy } = useModel(page.action);
  const [withData, setWithData] = useState(false);
  const [typed, setTyped] = useState('');
  const remove = async () => {
    await page.remove(withData);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Remove the stack from ${name}?`}
      confirm={withData ? 'Remove the stack and its data' : 'Remove the stack'}
      isBusy={isBusy}
      isDisabled={withData && typed.trim() !== name}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        Its services stop on every node; runs that are going on there are interrupted. Its data stays on the nodes: once
        it is set up again, queued work and results are there as before. The swarm itself stays a swarm.
      </p>
      <Checkbox
        label="Also erase its data"
        checked={withData}
        onChange={event => setWithData(event.currentTarget.checked)}
      />
      {withData && (
        <>
          <div style={{ margin: '12px 0' }}>
            <Notice tone="warning" title="This cannot be undone">
              {describeDataLoss(name)}
            </Notice>
          </div>
          <TextInput
            label={`To erase it, type the swarm’s name: ${name}`}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={event => setTyped(event.currentTarget.value)}
          />
        </>
      )}
    </ConfirmDialog>
  );
}
