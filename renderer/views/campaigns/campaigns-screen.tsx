import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { latestFirst } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { CampaignTable } from './campaign-table.tsx';
import { Welcome } from './welcome.tsx';

/** All campaigns, or what to do when there are none. */
export function CampaignsScreen() {
  return (
    <div className={screen.screen}>
      <Content />
    </div>
  );
}

function Content() {
  const { campaigns } = useApp();
  const { view } = useModel(campaigns);
  if (view.phase === 'live' && view.value.size === 0) return <Welcome />;
  return (
    <>
      <ScreenHeader
        title="Campaigns"
        actions={
          <Button component={Link} href="/new" leftSection={<IconPlus size={16} aria-hidden />} variant="filled">
            New campaign
          </Button>
        }
      />
      {view.phase === 'loading' && <LoadingState what="campaigns" lines={8} />}
      {view.phase === 'failed' && <FailureNotice failure={view.failure} onRetry={campaigns.retry} />}
      {view.phase === 'live' && <CampaignTable campaigns={latestFirst(view.value)} />}
    </>
  );
}
