import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../contract/failure.ts';
import type { ExpandedRun } from '../../../contract/projects.ts';
import type {
  BuildDocument,
  CampaignDocument,
  RunDocument,
  StoredFile,
  SubmissionHistory,
} from '../../../contract/queues.ts';
import type { RunId } from '../../../contract/runs.ts';
import { askEffectiveConfigurations, askRuns, type EffectiveFacts } from '../ask-simulation.ts';
import { toCommands } from '../commands.ts';
import { type OutwardResults, toOutwardResults } from '../place.ts';
import { identityOf, pointOf } from '../run-identity.ts';
import { packFolder } from '../store/archive.ts';
import { leaseTree } from '../store/lease-tree.ts';
import { patiently } from '../store/patiently.ts';
import { storeFiles } from '../store/store-files.ts';
import { withSource } from './build-source.ts';
import type { BuilderParts } from './builder-parts.ts';

/** What a campaign comes to: its runs in the order they should go, longest first where an earlier campaign tells. */
export interface ExpandedCampaign {
  readonly iterationVariables: readonly string[];
  readonly outwardResults: OutwardResults | undefined;
  readonly runs: readonly RunDocument[];
}

/** Stores the ini files of a campaign's source: what the runs need besides the artifact. */
export function storeIniFiles(
  campaign: CampaignDocument,
  parts: BuilderParts,
  signal: AbortSignal,
): Promise<StoredFile> {
  return withSource(campaign, parts, signal, async source => {
    const { treeHash, iniFiles } = campaign.submission.source;
    const archive = join(parts.folder, `${treeHash}-${campaign._id}.tar`);
    await packFolder(source, archive, signal, iniFiles);
    const { bucket } = parts.collections.campaign(campaign._id);
    const file = { id: `ini/${treeHash}`, absolute: archive, path: 'ini-files.tar', modifiedAt: campaign.submittedAt };
    const [stored] = await storeFiles(bucket, [file], signal);
    await rm(archive, { force: true });
    if (!stored) throw new Error('no ini files were stored');
    return stored;
  });
}

/** Asks the built simulation for a campaign's runs. Fails with `project.expand-failed`, `project.no-simulator` or `campaign.empty`. */
export async function expandCampaign(
  campaign: CampaignDocument,
  build: BuildDocument,
  iniFiles: StoredFile,
  parts: BuilderParts,
  signal: AbortSignal,
): Promise<ExpandedCampaign> {
  const { request } = campaign.submission;
  const wanted = { campaignId: campaign._id, build, iniFiles };
  const tree = await patiently(() => leaseTree(parts.cache, parts.collections, wanted, signal), signal);
  try {
    const question = { ...commandsFor(campaign, tree.folder), runFilter: request.runFilter };
    const { iterationVariables, runs } = await askRuns(question, signal);
    if (runs.length === 0) throw emptyFailure(request.configuration, request.runFilter);
    const facts = await askEffectiveConfigurations(question, signal);
    const history = await readHistory(campaign, parts);
    return {
      iterationVariables,
      outwardResults: outwardResultsOf(campaign, facts),
      runs: toDocuments(campaign, build, iterationVariables, runs, facts, history),
    };
  } finally {
    tree.release();
  }
}

function commandsFor({ submission: { profile, request } }: CampaignDocument, root: string) {
  const { iniFile, configuration, options, mode } = request;
  return toCommands({ root, profile, iniFile, configuration, options, mode });
}

function emptyFailure(configuration: string, filter: string | undefined): Failure {
  return new Failure('campaign.empty', { configuration, ...(filter === undefined ? {} : { filter }) });
}

async function readHistory({ _id }: CampaignDocument, { collections }: BuilderParts): Promise<SubmissionHistory> {
  const found = await patiently(() => collections.histories.findOne({ _id }));
  return found ?? { finished: [], seconds: {} };
}

function outwardResultsOf({ submission }: CampaignDocument, facts: ReadonlyMap<number, EffectiveFacts>) {
  const first = facts.values().next().value;
  return toOutwardResults(first?.resultFolder, submission.projectRoot, submission.workingDirectory);
}

function toDocuments(
  campaign: CampaignDocument,
  build: BuildDocument,
  iterationVariables: readonly string[],
  runs: readonly ExpandedRun[],
  facts: ReadonlyMap<number, EffectiveFacts>,
  history: SubmissionHistory,
): RunDocument[] {
  const { projectRoot, request, source } = campaign.submission;
  const { iniFile, configuration, options } = request;
  const frame = { projectRoot, iniFile, configuration, options, buildKey: build._id, iterationVariables };
  const finished = new Set(request.reuse ? history.finished : []);
  const documents = runs.map((run, index) => {
    // What the simulation does not tell is as good as its ini files.
    const effectiveHash = facts.get(run.number)?.hash ?? `ini ${source.treeHash}`;
    const identified = { ...run, effectiveHash };
    const identity = identityOf(identified, frame);
    const seconds = history.seconds[pointOf(identified, frame)];
    const document: RunDocument = {
      _id: `${campaign._id}-${index}` as RunId,
      ...run,
      identity,
      effectiveHash,
      reused: finished.has(identity),
    };
    return { document, seconds };
  });
  return longestFirst(documents);
}

// A run that nothing is known of is taken for an average one.
function longestFirst(runs: ReadonlyArray<{ document: RunDocument; seconds: number | undefined }>): RunDocument[] {
  const known = runs.map(({ seconds }) => seconds).filter(seconds => seconds !== undefined);
  const average = known.reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, known.length);
  return [...runs].sort((a, b) => (b.seconds ?? average) - (a.seconds ?? average)).map(({ document }) => document);
}
