import { Button, Group, Modal, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { ChartDefinition } from '../../models/results/chart-definition.ts';
import type { ResultsPage } from '../../models/results/results-page.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';

/** Keeps a chart with its campaign under a name. */
export function SaveChartDialog({
  page,
  chart,
  title,
  onClose,
}: {
  page: ResultsPage;
  chart: ChartDefinition;
  title: string;
  onClose: () => void;
}) {
  const { isBusy, failure } = useModel(page.saving);
  const [name, setName] = useState(title);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await page.saveChart(name.trim(), chart))) return;
    notifications.show({ message: `“${name.trim()}” is among the saved charts of this campaign.` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={<strong>Save chart</strong>}>
      <form onSubmit={event => void save(event)}>
        <TextInput label="Name" value={name} onChange={event => setName(event.currentTarget.value)} data-autofocus />
        {failure && <FailureNotice failure={failure} onDismiss={page.saving.dismiss} />}
        <Group justify="flex-end" gap={8} mt={16}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={name.trim() === ''}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
