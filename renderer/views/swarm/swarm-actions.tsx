import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { isReached } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { takesRuns } from '../../words/describe-cluster.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

type Dialog = 'remove' | 'forget';

/** What can be done with a swarm: the next step first, the rest in a menu. */
export function SwarmActions({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      <NextStep page={page} cluster={cluster} />
      <More page={page} cluster={cluster} onAsk={setDialog} />
      {dialog === 'remove' && <RemoveDialog page={page} cluster={cluster} onClose={close} />}
      {dialog === 'forget' && <ForgetDialog page={page} cluster={cluster} onClose={close} />}
    </>
  );
}

function NextStep({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const { isBusy } = useModel(page.action);
  const { phase } = cluster.state;
  if (phase === 'disconnected')
    return (
      <Button variant="filled" loading={isBusy} onClick={() => void page.connect()}>
        Connect
      </Button>
    );
  if (!takesRuns(cluster.state)) return undefined;
  return (
    <Button component={Link} href={`/new?cluster=${cluster.id}`} variant="filled">
      New campaign
    </Button>
  );
}

function More({ page, cluster, onAsk }: { page: SwarmPage; cluster: Cluster; onAsk: (dialog: Dialog) => void }) {
  const [, navigate] = useLocation();
  const { phase } = cluster.state;
  const isWorking = phase === 'working';
  const hasStack = takesRuns(cluster.state);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={`More about ${cluster.name}`}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {hasStack && <Menu.Item onClick={() => navigate(`/clusters/${page.id}/stack`)}>Upgrade the stack…</Menu.Item>}
        {phase !== 'disconnected' && (
          <Menu.Item disabled={isWorking} onClick={() => void page.disconnect()}>
            Disconnect
          </Menu.Item>
        )}
        <Menu.Divider />
        {isReached(cluster) && (
          <Menu.Item color="var(--failed-ink)" disabled={isWorking} onClick={() => onAsk('remove')}>
            Remove the stack…
          </Menu.Item>
        )}
        <Menu.Item color="var(--failed-ink)" onClick={() => onAsk('forget')}>
          Forget this swarm…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
