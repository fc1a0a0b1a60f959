import { useDeferredValue, useEffect } from 'react';
import { useParams } from 'wouter';
import { CampaignPage } from '../../models/campaign/campaign.ts';
import { useOpened } from '../../models/use-model.ts';
import { usePart } from '../../models/use-part.ts';
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
  // The campaign itself changes many times a second; what draws it looks at the parts it needs.
  const phase = useDeferredValue(usePart(page.campaign, ({ view }) => view.phase));
  const failure = usePart(page.campaign, ({ view }) => (view.phase === 'failed' ? view.failure : undefined));
  useTitleProgress(page);
  if (failure)
    return (
      <div className={screen.screen}>
        <ScreenHeader title="Campaign" />
        <FailureNotice failure={failure} onRetry={page.campaign.retry} />
      </div>
    );
  if (phase === 'loading' || !page.latest)
    return (
      <div className={screen.screen}>
        <h1 className="only-heard">Campaign</h1>
        <LoadingState what="the campaign" lines={9} />
      </div>
    );
  return (
    <div className={classes.page}>
      <CampaignHeader page={page} />
      <CampaignNotices page={page} />
      <CampaignTabs page={page} />
    </div>
  );
}

function useTitleProgress(page: CampaignPage): void {
  const title = usePart(page.campaign, () => page.windowTitle());
  useEffect(() => {
    document.title = `${title} – simswarm`;
  }, [title]);
}
