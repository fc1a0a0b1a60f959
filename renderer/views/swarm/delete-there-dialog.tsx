import { notifications } from '@mantine/notifications';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { formatBytes } from '../../words/format-bytes.ts';
import type { KeptCampaign } from './disk-part.tsx';

/** Says what deleting a campaign on the swarm frees and loses. */
export function DeleteThereDialog({
  page,
  campaign,
  onClose,
}: {
  page: SwarmPage;
  campaign: KeptCampaign;
  onClose: () => void;
}) {
  const { isBusy } = useModel(page.action);
  const remove = async () => {
    const freed = await page.deleteCampaign(campaign.campaignId);
    onClose();
    if (freed !== undefined) notifications.show({ message: `${formatBytes(freed)} were freed on the swarm.` });
  };
  return (
    <ConfirmDialog
      title={`Delete ${campaign.name} on the swarm?`}
      confirm="Delete it there"
      isBusy={isBusy}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        Frees {formatBytes(campaign.bytes)}. Its runs there end, and results that were not fetched yet are lost.{' '}
        {campaign.known
          ? 'What was fetched stays in its folder on this computer.'
          : 'This computer knows nothing of it: make sure that nobody else still needs it.'}
      </p>
    </ConfirmDialog>
  );
}
