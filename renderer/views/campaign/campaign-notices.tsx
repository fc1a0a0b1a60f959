import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { fromFailureRecord } from '../../../contract/failure.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Notice } from '../../parts/notice.tsx';
import { describePause } from '../../words/describe-campaign.ts';
import { asFailure } from '../../words/describe-failure.ts';
import { formatCounted } from '../../words/format-number.ts';
import classes from './campaign.module.css';
import { DistantNotices } from './distant-notices.tsx';

/** What is wrong with a campaign and what to do, above everything else. */
export function CampaignNotices({ page }: { page: CampaignPage }) {
  const { failure } = useModel(page.action);
  const campaign = useCampaign(page, ({ id, phase, paused, problem, request, fetching, outOfReach }) => ({
    id,
    phase,
    paused,
    problem,
    request,
    fetchProblem: fetching?.problem,
    outOfReach,
  }));
  const { phase, paused, problem } = campaign;
  return (
    <div className={classes.notices} aria-live="polite">
      {failure && <FailureNotice failure={failure} onDismiss={page.action.dismiss} />}
      <DistantNotices
        clusterId={campaign.request.clusterId}
        outOfReach={campaign.outOfReach}
        fetchProblem={campaign.fetchProblem}
      />
      {problem && <Problem request={campaign.request} problem={problem} />}
      {phase === 'paused' && paused && <Paused page={page} id={campaign.id} paused={paused} />}
      {phase === 'interrupted' && <Interrupted page={page} />}
    </div>
  );
}

function Problem({ request, problem }: { request: Campaign['request']; problem: NonNullable<Campaign['problem']> }) {
  const { folder, iniFile, configuration } = request;
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

function Paused({ page, id, paused }: { page: CampaignPage; id: string; paused: NonNullable<Campaign['paused']> }) {
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
            <Button component={Link} href={`/campaigns/${id}/failures`}>
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

function Interrupted({ page }: { page: CampaignPage }) {
  const { isBusy } = useModel(page.action);
  const missing = useCampaign(page, ({ counts }) => counts.interrupted + counts.waiting + counts.running);
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
