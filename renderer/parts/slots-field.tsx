import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ClusterId } from '../../contract/clusters.ts';
import { Action } from '../models/action.ts';
import { useModel, useOwn } from '../models/use-model.ts';
import { useApp } from './app-context.tsx';
import { FailureNotice } from './failure-notice.tsx';

/** How many runs may go on at once on this computer. */
export function SlotsField({ clusterId, cores, slots }: { clusterId: ClusterId; cores: number; slots: number }) {
  const { client } = useApp().connection;
  const action = useOwn(() => new Action());
  const { isBusy, failure } = useModel(action);
  const [typed, setTyped] = useState<number | string>();
  const usual = Math.max(1, cores - 1);
  const set = async (next: number | undefined) => {
    const question = { clusterId, ...(next !== undefined && { slots: next }) };
    if (await action.run(() => client.clusters.setSlots(question))) setTyped(undefined);
  };
  const isChanged = typeof typed === 'number' && typed !== slots;
  return (
    <div>
      <Group gap={8} align="flex-end">
        <NumberInput
          label="Runs at once"
          w={104}
          min={1}
          max={1024}
          allowDecimal={false}
          value={typed ?? slots}
          onChange={setTyped}
        />
        {isChanged && (
          <Button variant="filled" loading={isBusy} onClick={() => void set(typed)}>
            Apply
          </Button>
        )}
        {!isChanged && slots !== usual && (
          <Button variant="subtle" loading={isBusy} onClick={() => void set(undefined)}>
            Back to {usual}
          </Button>
        )}
      </Group>
      {failure && <FailureNotice failure={failure} onDismiss={action.dismiss} />}
    </div>
  );
}
