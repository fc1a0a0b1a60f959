import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Notice } from '../../parts/notice.tsx';
import { describePause } from '../../words/describe-campaign.ts';
import { asFailure } from '../../words/describe-failure.ts';
import { formatCounted } from '../../words/format-number.ts';
import classes from './campaign.module.css';

/** What is wrong with a campaign and what to do, above everything else. */
export function CampaignNotices({ page, campaign }: { page: CampaignPage; campaign: Campaign }) {
  const { failure } = useModel(page.action);
  const { phase, paused, problem } = campaign;
  return (
    <div className={classes.notices} aria-live="polite">
      {failure && <FailureNotice failure={failure} onDismiss={page.action.dismiss} />}
      {problem && <Problem campaign={campaign} problem={problem} />}
      {phase === 'paused' && paused && <Paused page={page} campaign={campaign} paused={paused} />}
      {phase === 'interrupted' && <Interrupted page={page} campaign={campaign} />}
    </div>
  );
}

function Problem({ campaign, problem }: { campaign: Campaign; problem: NonNullable<Campaign['problem']> }) {
  const { folder, iniFile, configuration } = campaign.request;
  const again = new URLSearchParams({ folder, ini: iniFile, configuration });
  return (
    <>
      <FailureNotice failure={asFailure(fromFailureRecord(problem))} />
      <div>
        <Button component={Link} href={`/new?${again}`} variant="light">
          Try again with these choices
        </Button>
      </div>
    </>
  );
}

function Paused({
  page,
  campaign,
  paused,
}: {
  page: CampaignPage;
  campaign: Campaign;
  paused: NonNullable<Campaign['paused']>;
}) {
  const { isBusy } = useModel(page.action);
  const { title, advice } = describePause(paused);
  return (
    <Notice
      tone="paused"
      title={title}
      actions={
        <>
          <Button onClick={() => void page.resume()} loading={isBusy}>
            Resume
          </Button>
          {paused.kind === 'same-failure' && (
            <Button component={Link} href={`/campaigns/${campaign.id}/failures`}>
              See the failures
            </Button>
          )}
        </>
      }
    >
      {advice}
    </Notice>
  );
}

function Interrupted({ page, campaign }: { page: CampaignPage; campaign: Campaign }) {
  const { isBusy } = useModel(page.action);
  const { counts } = campaign;
  const missing = counts.interrupted + counts.waiting + counts.running;
  return (
    <Notice
      tone="warning"
      title="simswarm was ended while this campaign was under way"
      actions={
        <Button onClick={() => void page.runMissing()} loading={isBusy}>
          Run what is missing
        </Button>
      }
    >
      {missing > 0 && `${formatCounted(missing, 'run')} did not come to an end. `}What had finished is complete and
      kept.
    </Notice>
  );
}
