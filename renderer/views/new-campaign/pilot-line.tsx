import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { choosePilotRuns } from '../../models/new-campaign/forecast.ts';
import type { NewCampaign } from '../../models/new-campaign/new-campaign.ts';
import { useModel } from '../../models/use-model.ts';
import { describePhase } from '../../words/describe-campaign.ts';
import { describeFailure } from '../../words/describe-failure.ts';
import { formatCounted } from '../../words/format-number.ts';

/** Offers a pilot where nothing tells yet how long a campaign takes, and follows it. */
export function PilotLine({ model }: { model: NewCampaign }) {
  const { answer } = useModel(model.expansion);
  const { phase, campaign, failure } = useModel(model.pilot);
  const count = answer ? choosePilotRuns(answer).length : 0;
  if (phase === 'running')
    return (
      <div className="dim" role="status">
        Pilot: {campaign ? describePhase(campaign).toLowerCase() : 'starting'}…{' '}
        {campaign && <Link href={`/campaigns/${campaign.id}`}>watch it</Link>}
      </div>
    );
  if (phase === 'failed' && failure)
    return <div className="dim">The pilot could not be run: {describeFailure(failure).title.toLowerCase()}.</div>;
  if (phase === 'done' && campaign)
    return (
      <div className="dim">
        The pilot tells nothing: no run finished. <Link href={`/campaigns/${campaign.id}`}>See why</Link>
      </div>
    );
  if (count === 0 || answer === undefined || answer.runs.length <= count) return undefined;
  return (
    <div className="dim">
      How long it takes is not known yet.{' '}
      <Button size="compact-xs" variant="light" onClick={() => void model.runPilot()}>
        Try {formatCounted(count, 'run')} to find out
      </Button>
    </div>
  );
}
