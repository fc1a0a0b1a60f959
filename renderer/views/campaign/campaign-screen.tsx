import { useEffect } from 'react';
import { useParams } from 'wouter';
import { CampaignPage } from '../../models/campaign/campaign.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import classes from './campaign.module.css';
import { CampaignHeader } from './campaign-header.tsx';
import { CampaignNotices } from './campaign-notices.tsx';
import { CampaignTabs } from './campaign-tabs.tsx';

/** One campaign, live or past: how far, how long still, whether anything is wrong, and everything in it. */
export function CampaignScreen() {
  const { id = '' } = useParams();
  return <OfCampaign key={id} id={id} />;
}

function OfCampaign({ id }: { id: string }) {
  const { connection } = useApp();
  const page = useOpened(() => new CampaignPage(connection, id), id);
  const { view } = useModel(page.campaign);
  useTitleProgress(page);
  switch (view.phase) {
    case 'loading':
      return (
        <div className={screen.screen}>
          <LoadingState what="the campaign" lines={9} />
        </div>
      );
    case 'failed':
      return (
        <div className={screen.screen}>
          <ScreenHeader title="Campaign" />
          <FailureNotice failure={view.failure} onRetry={page.campaign.retry} />
        </div>
      );
    case 'live':
      return (
        <div className={classes.page}>
          <CampaignHeader page={page} campaign={view.value} />
          <CampaignNotices page={page} campaign={view.value} />
          <CampaignTabs page={page} campaign={view.value} />
        </div>
      );
  }
}

function useTitleProgress(page: CampaignPage): void {
  const { view } = useModel(page.campaign);
  const title = view.phase === 'live' ? page.windowTitle() : undefined;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} – simswarm`;
  }, [title]);
}
