import type { PauseReason } from '../../../contract/campaigns.ts';
import type { FailureRecord } from '../../../contract/failure.ts';
import type { BuildSummary } from '../../../contract/projects.ts';
import { CampaignDocument, type CampaignStage, runQueue, type Submission } from '../../../contract/queues.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { OutwardResults } from '../../../worker-images/worker/place.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** A campaign as the swarm has it; moments on this computer's clock. */
export interface SwarmCampaign {
  readonly id: CampaignId;
  readonly submission: Submission;
  readonly priority: number;
  readonly stage: CampaignStage;
  /** Set while its waiting runs are held back. */
  readonly paused: PauseReason | undefined;
  /** Everything was cancelled and nothing asked for since. */
  readonly cancelled: boolean;
  readonly problem: FailureRecord | undefined;
  readonly build: BuildSummary | undefined;
  readonly iterationVariables: readonly string[];
  readonly runCount: number;
  readonly outwardResults: OutwardResults | undefined;
  readonly submittedAt: number;
  readonly enqueuedAt: number | undefined;
}

/** Reads the campaigns of a swarm, or the named ones. */
export async function readCampaigns(
  { redis, collections, clock }: SwarmConnection,
  ids?: readonly CampaignId[],
): Promise<SwarmCampaign[]> {
  const found = await collections.campaigns.find(ids ? { _id: { $in: [...ids] } } : {}).toArray();
  const documents = found.map(document => CampaignDocument.parse(document));
  // A queue may also be held from the queues' dashboard.
  const pipeline = redis.pipeline();
  for (const { _id } of documents) pipeline.hexists(`bull:${runQueue(_id)}:meta`, 'paused');
  const held = (await pipeline.exec()) ?? [];
  return documents.map((document, index) => toCampaign(document, held[index]?.[1] === 1, clock.toHere));
}

function toCampaign(document: CampaignDocument, held: boolean, toHere: (moment: number) => number): SwarmCampaign {
  const {
    _id: id,
    submission,
    priority,
    stage,
    problem,
    build,
    iterationVariables,
    runCount,
    outwardResults,
  } = document;
  return {
    id,
    submission,
    priority,
    stage,
    paused: held ? (document.paused ?? { kind: 'asked' }) : undefined,
    cancelled: document.cancelled ?? false,
    problem,
    build,
    iterationVariables,
    runCount,
    outwardResults,
    submittedAt: toHere(document.submittedAt),
    enqueuedAt: document.enqueuedAt === undefined ? undefined : toHere(document.enqueuedAt),
  };
}
