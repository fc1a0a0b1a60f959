import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { type FailureRecord, fromFailureRecord } from '../../../contract/failure.ts';
import { useModel } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Ago } from '../../parts/moment.tsx';
import { Notice } from '../../parts/notice.tsx';
import { asFailure, describeFailure } from '../../words/describe-failure.ts';

/** What keeps this computer from knowing a campaign on a swarm, or from having its results. */
export function DistantNotices({
  clusterId,
  outOfReach,
  fetchProblem,
}: {
  clusterId: string;
  outOfReach: Campaign['outOfReach'];
  fetchProblem: FailureRecord | undefined;
}) {
  const { view } = useModel(useApp().clusters);
  const cluster = view.phase === 'live' ? view.value.get(clusterId) : undefined;
  const name = cluster?.name ?? 'Its swarm';
  const open = cluster && (
    <Button component={Link} href={`/clusters/${clusterId}`}>
      Open {name}
    </Button>
  );
  if (outOfReach)
    return (
      <Notice tone="warning" title={`${name} is out of reach`} actions={open}>
        <Reason problem={outOfReach.problem} since={outOfReach.since} />
      </Notice>
    );
  if (!fetchProblem) return undefined;
  return <FailureNotice failure={asFailure(fromFailureRecord(fetchProblem))} more={open} />;
}

function Reason({ problem, since }: { problem: FailureRecord; since: number }) {
  const { title } = describeFailure(asFailure(fromFailureRecord(problem)));
  return (
    <>
      {title}; last heard of <Ago moment={since} />. Its runs go on there. What is shown here is what was known then;
      news, and the results that are only there, come as soon as it answers again.
    </>
  );
}
