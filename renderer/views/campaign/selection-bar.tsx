import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerStop, IconReload, IconX } from '@tabler/icons-react';
import type { RunRow } from '../../../contract/runs.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useModel } from '../../models/use-model.ts';
import screen from '../../parts/screen.module.css';
import { formatCounted } from '../../words/format-number.ts';

const open = new Set(['waiting', 'running']);
const retriable = new Set(['failed', 'cancelled', 'interrupted', 'truncated']);

/** What can be done with the selected runs, in the place of the filters. */
export function SelectionBar({ page }: { page: CampaignPage }) {
  const { selected } = useModel(page.runs);
  const { isBusy } = useModel(page.action);
  const rows = page.runs.selectedRows();
  const cancellable = idsOf(rows, open);
  const again = idsOf(rows, retriable);
  return (
    <div className={screen.toolbar} role="toolbar" aria-label="Selected runs">
      <strong className="numeric" role="status">
        {formatCounted(selected.size, 'run')} selected
      </strong>
      <Button
        leftSection={<IconReload size={15} aria-hidden />}
        disabled={again.length === 0}
        loading={isBusy}
        onClick={() => void page.retryRuns(again)}
      >
        Retry {again.length > 0 && again.length}
      </Button>
      <Button
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        disabled={cancellable.length === 0}
        loading={isBusy}
        onClick={() => void cancelWithUndo(page, cancellable)}
      >
        Cancel {cancellable.length > 0 && cancellable.length}
      </Button>
      <span className={screen.spring} />
      <Button variant="subtle" leftSection={<IconX size={15} aria-hidden />} onClick={page.runs.clearSelection}>
        Clear selection
      </Button>
    </div>
  );
}

function idsOf(rows: readonly RunRow[], states: ReadonlySet<string>): string[] {
  return rows.filter(row => states.has(row.state)).map(row => row.id);
}

/** Cancels runs and offers to put them back. */
export async function cancelWithUndo(page: CampaignPage, ids: readonly string[]): Promise<void> {
  if (!(await page.cancelRuns(ids))) return;
  const id = notifications.show({
    title: `${formatCounted(ids.length, 'run')} cancelled`,
    message: (
      <Button
        onClick={() => {
          notifications.hide(id);
          void page.retryRuns(ids);
        }}
      >
        Undo: put {ids.length === 1 ? 'it' : 'them'} back
      </Button>
    ),
    autoClose: 10_000,
  });
}
