import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconDots,
  IconExternalLink,
  IconFolderOpen,
  IconLink,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconReload,
  IconRepeat,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { openWindow } from '../../client/desktop.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { countBad, isLive } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { useReveal } from '../../parts/use-reveal.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { MissingDialog } from './missing-dialog.tsx';

type Dialog = 'cancel' | 'delete' | 'missing' | undefined;

/** What can be done with a whole campaign. */
export function CampaignActions({ page }: { page: CampaignPage }) {
  const isAlive = useCampaign(page, isLive);
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  return (
    <>
      {isAlive ? (
        <WhileLive page={page} onCancel={() => setDialog('cancel')} />
      ) : (
        <WhenOver page={page} onMissing={() => setDialog('missing')} />
      )}
      <Tooltip label="Watch in a small window of its own">
        <ActionIcon variant="default" size={30} aria-label="Open the job monitor" onClick={() => openMonitor(page.id)}>
          <IconExternalLink size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <More page={page} isAlive={isAlive} onOpen={setDialog} />
      {dialog === 'cancel' && <CancelDialog page={page} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog page={page} onClose={close} />}
      {dialog === 'missing' && <MissingDialog page={page} onClose={close} />}
    </>
  );
}

function WhileLive({ page, onCancel }: { page: CampaignPage; onCancel: () => void }) {
  const { isBusy } = useModel(page.action);
  const phase = useCampaign(page, campaign => campaign.phase);
  return (
    <>
      {phase === 'running' && (
        <Button
          leftSection={<IconPlayerPause size={15} aria-hidden />}
          loading={isBusy}
          onClick={() => void page.pause()}
        >
          Pause
        </Button>
      )}
      {(phase === 'paused' || phase === 'pausing') && (
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          loading={isBusy}
          disabled={phase === 'pausing'}
          onClick={() => void page.resume()}
        >
          Resume
        </Button>
      )}
      <Button
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        disabled={phase === 'cancelling'}
        onClick={onCancel}
      >
        Cancel…
      </Button>
    </>
  );
}

function WhenOver({ page, onMissing }: { page: CampaignPage; onMissing: () => void }) {
  const { isBusy } = useModel(page.action);
  const { bad, runCount } = useCampaign(page, campaign => ({ bad: countBad(campaign), runCount: campaign.runCount }));
  if (runCount === 0) return undefined;
  return (
    <>
      {bad > 0 && (
        <Button
          leftSection={<IconReload size={15} aria-hidden />}
          loading={isBusy}
          onClick={() => void page.retryFailed()}
        >
          Retry failed
        </Button>
      )}
      <Button leftSection={<IconRepeat size={15} aria-hidden />} onClick={onMissing}>
        Run missing…
      </Button>
    </>
  );
}

function More({ page, isAlive, onOpen }: { page: CampaignPage; isAlive: boolean; onOpen: (dialog: Dialog) => void }) {
  const [, navigate] = useLocation();
  const reveal = useReveal();
  const { request, resultFolder } = useCampaign(page, ({ request, resultFolder }) => ({ request, resultFolder }));
  const { folder, iniFile, configuration, runFilter } = request;
  const again = new URLSearchParams({ folder, ini: iniFile, configuration, ...(runFilter && { filter: runFilter }) });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More">
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFolderOpen size={15} />} onClick={() => void reveal(resultFolder)}>
          Open results folder
        </Menu.Item>
        <Menu.Item leftSection={<IconRefresh size={15} />} onClick={() => navigate(`/new?${again}`)}>
          New campaign like this
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={15} />} onClick={() => void copyLink(page.id)}>
          Copy link
        </Menu.Item>
        {isAlive && (
          <Menu.Item leftSection={<IconRepeat size={15} />} onClick={() => void page.retryFailed()}>
            Retry failed runs
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size={15} />}
          color="var(--failed-ink)"
          disabled={isAlive}
          onClick={() => onOpen('delete')}
        >
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function openMonitor(id: string): void {
  const path = `/monitor/${id}`;
  if (openWindow(path, `monitor-${id}`, { width: 400, height: 720 })) return;
  notifications.show({
    title: 'The browser kept the job monitor from opening',
    message: (
      <a href={path} target={`monitor-${id}`}>
        Open it in a tab
      </a>
    ),
  });
}

function copyLink(id: string): Promise<void> {
  return navigator.clipboard.writeText(`${location.origin}/campaigns/${id}`);
}
