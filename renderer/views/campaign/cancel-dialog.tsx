import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { formatCounted } from '../../words/format-number.ts';

/** Says what cancelling a campaign would end and what it would keep. */
export function CancelDialog({ page, onClose }: { page: CampaignPage; onClose: () => void }) {
  const campaign = useCampaign(page, ({ name, counts }) => ({ name, counts }));
  const { isBusy } = useModel(page.action);
  const { running, waiting, finished, reused } = campaign.counts;
  const cancel = async () => {
    await page.cancel();
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Cancel ${campaign.name}?`}
      confirm="Cancel the campaign"
      keep="Let it run"
      isBusy={isBusy}
      onConfirm={() => void cancel()}
      onClose={onClose}
    >
      {running > 0 && `${formatCounted(running, 'run')} under way would be stopped and their work so far lost. `}
      {waiting > 0 && `${formatCounted(waiting, 'run')} would not start. `}
      {finished + reused > 0 && `The results of ${formatCounted(finished + reused, 'run')} are kept. `}
      You can do the rest later with “Run missing”.
    </ConfirmDialog>
  );
}
