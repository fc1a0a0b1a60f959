import { Failure } from '../../../contract/failure.ts';
import type { CampaignDocument } from '../../../contract/queues.ts';
import { CampaignDocument as CampaignSchema } from '../../../contract/queues.ts';
import { fillArguments } from '../arguments.ts';
import { toCommands } from '../commands.ts';
import type { SwarmCollections } from '../journal/campaign-store.ts';
import type { ArtifactCache, LeasedTree } from '../store/artifact-cache.ts';
import { leaseTree } from '../store/lease-tree.ts';
import { patiently } from '../store/patiently.ts';

/** What all runs of a campaign share on this node. */
export interface CampaignPlace {
  readonly campaign: CampaignDocument;
  readonly tree: LeasedTree;
  /** The command of one run, ready to start. */
  command(number: number): [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

const placesKept = 4;

/** Finds out once what the runs of a campaign need, and keeps the trees of the latest few campaigns at hand. */
export function createCampaignPlaces(collections: SwarmCollections, cache: ArtifactCache) {
  const kept = new Map<string, CampaignPlace>();

  /** Undefined when the campaign was deleted. */
  async function placeOf(campaignId: string, signal: AbortSignal): Promise<CampaignPlace | undefined> {
    const known = kept.get(campaignId);
    if (known) return known;
    const found = await patiently(() => collections.campaigns.findOne({ _id: campaignId as never }), signal);
    if (!found) return undefined;
    const campaign = CampaignSchema.parse(found);
    const tree = await treeOf(campaign, signal);
    const place = { campaign, tree, ...toPlaceCommands(campaign, tree.folder) };
    kept.set(campaignId, place);
    for (const oldest of [...kept.keys()].slice(0, -placesKept)) forget(oldest);
    return place;
  }

  async function treeOf(
    { build, iniFiles, _id, sourceKey }: CampaignDocument,
    signal: AbortSignal,
  ): Promise<LeasedTree> {
    if (!build || !iniFiles) throw new Failure('request.not-found', { what: 'build', id: sourceKey });
    const built = await patiently(() => collections.builds.findOne({ _id: build.key }), signal);
    if (!built) throw new Failure('request.not-found', { what: 'build', id: build.key });
    return patiently(() => leaseTree(cache, collections, { campaignId: _id, build: built, iniFiles }, signal), signal);
  }

  function forget(campaignId: string): void {
    kept.get(campaignId)?.tree.release();
    kept.delete(campaignId);
  }

  /** Lets all trees go. */
  function close(): void {
    for (const campaignId of [...kept.keys()]) forget(campaignId);
  }

  return { placeOf, forget, close };
}

/** What `createCampaignPlaces` makes. */
export type CampaignPlaces = ReturnType<typeof createCampaignPlaces>;

/** Fills a campaign's commands for a tree: everything but the run's number. */
function toPlaceCommands({ submission, outwardResults }: CampaignDocument, root: string) {
  const { profile, request } = submission;
  const { iniFile, configuration, options, mode } = request;
  const { run, environment } = toCommands({ root, profile, iniFile, configuration, options, mode });
  const whole = outwardResults ? [...run, '--result-dir=results'] : run;
  return { environment, command: (number: number) => fillArguments(whole, { run: String(number) }) };
}
