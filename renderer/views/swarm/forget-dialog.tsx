import { notifications } from '@mantine/notifications';
import { useLocation } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';

/** Asks before a swarm leaves the list; nothing happens to the swarm itself. */
export function ForgetDialog({ page, cluster, onClose }: { page: SwarmPage; cluster: Cluster; onClose: () => void }) {
  const { isBusy } = useModel(page.action);
  const [, navigate] = useLocation();
  const forget = async () => {
    if (!(await page.forget())) return onClose();
    notifications.show({ message: `${cluster.name} was forgotten. It goes on by itself.` });
    navigate('/clusters');
  };
  return (
    <ConfirmDialog
      title={`Forget ${cluster.name}?`}
      confirm="Forget it"
      isBusy={isBusy}
      onConfirm={() => void forget()}
      onClose={onClose}
    >
      <p>
        It leaves the list. What runs there goes on, but its results are not fetched any more. Add it again to get back
        to it with its campaigns; remove its stack first if nobody needs it.
      </p>
    </ConfirmDialog>
  );
}
