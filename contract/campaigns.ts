import { z } from 'zod';
import { Bytes, call, LogLines, Moment, Progress, rowsOf, watch } from './call.ts';
import { ClusterId } from './clusters.ts';
import { FailureRecord } from './failure.ts';
import { BuildSummary, ExpansionRequest } from './projects.ts';
import { CampaignId, RunId, RunState } from './runs.ts';

/** What a single run may use before it is stopped; absent means no limit. */
export const RunLimits = z.object({
  wallSeconds: z.number().positive().optional(),
  cpuSeconds: z.number().positive().optional(),
  memoryBytes: z.number().int().positive().optional(),
  logBytes: z.number().int().positive().optional(),
  resultBytes: z.number().int().positive().optional(),
});
export type RunLimits = z.infer<typeof RunLimits>;

export const CampaignRequest = ExpansionRequest.extend({
  clusterId: ClusterId,
  limits: RunLimits.default({}),
  /** Results that are valid are kept and only what is missing is run; false runs everything anew. */
  reuse: z.boolean().default(true),
  /** At most this many of its runs at once, however many slots there are. */
  atOnce: z.number().int().min(1).optional(),
  /** Higher goes first. */
  priority: z.number().int().min(-10).max(10).default(0),
});
export type CampaignRequest = z.infer<typeof CampaignRequest>;

export const CampaignPhase = z.enum([
  'preparing',
  'building',
  'expanding',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'ended',
  'interrupted',
]);
export type CampaignPhase = z.infer<typeof CampaignPhase>;

/** Why a campaign stands still although nobody ends it. */
export const PauseReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('asked') }),
  /** The first runs died alike: going on would only waste time. */
  z.object({ kind: z.literal('same-failure'), count: z.number().int(), signature: z.string() }),
  z.object({ kind: z.literal('disk-full'), path: z.string() }),
  /** The project's folder is gone, so no result could be put into its place. */
  z.object({ kind: z.literal('project-moved'), path: z.string() }),
]);
export type PauseReason = z.infer<typeof PauseReason>;

/** How many runs are in each state. */
export const RunCounts = z.record(RunState, z.number().int());
export type RunCounts = z.infer<typeof RunCounts>;

/** A campaign as lists and headers show it. */
export const Campaign = z.object({
  id: CampaignId,
  name: z.string(),
  projectName: z.string(),
  request: CampaignRequest,
  phase: CampaignPhase,
  paused: PauseReason.optional(),
  /** Why it ended without running: build or expansion failed. */
  problem: FailureRecord.optional(),
  progress: Progress.optional(),
  build: BuildSummary.optional(),
  iterationVariables: z.array(z.string()),
  counts: RunCounts,
  runCount: z.number().int(),
  slotsBusy: z.number().int(),
  createdAt: Moment,
  startedAt: Moment.optional(),
  endedAt: Moment.optional(),
  /** Seconds still to go, as an honest range; absent while nothing tells. */
  remaining: z.object({ low: z.number(), high: z.number() }).optional(),
  resultFolder: z.string(),
  resultBytes: Bytes,
  /** How far results are fetched from a swarm; absent for campaigns on this computer. */
  fetching: z
    .object({ waitingRuns: z.number().int(), bytesPerSecond: z.number(), problem: FailureRecord.optional() })
    .optional(),
  /** Why nothing is known of a campaign on a swarm since then: the swarm does not answer. Its runs go on. */
  outOfReach: z.object({ problem: FailureRecord, since: Moment }).optional(),
});
export type Campaign = z.infer<typeof Campaign>;

/** Runs that died alike, and the parameter values that set them apart. */
export const FailureGroup = z.object({
  id: z.string(),
  signature: z.string(),
  example: z.string(),
  runIds: z.array(RunId),
  /**
   * Iteration variables that these runs share: the values they have, in the campaign's order, where runs that ended otherwise have further ones. Most telling
   * first.
   */
  shared: z.array(z.object({ variable: z.string(), values: z.array(z.string()) })),
  /** Retrying a deterministic model error would end the same way. */
  worthRetrying: z.boolean(),
});
export type FailureGroup = z.infer<typeof FailureGroup>;

/** A chart a person made and wants to see again; `definition` is the page's own. */
export const SavedChart = z.object({
  id: z.string(),
  title: z.string(),
  definition: z.record(z.string(), z.unknown()),
});
export type SavedChart = z.infer<typeof SavedChart>;

export const campaigns = {
  /** All campaigns, live and past. */
  watch: watch(z.object({}), rowsOf(Campaign)),
  watchOne: watch(z.object({ campaignId: CampaignId }), Campaign),
  /** Accepts a campaign and answers at once; building, expanding and running are then watched. */
  submit: call(CampaignRequest, z.object({ campaignId: CampaignId })),
  pause: call(z.object({ campaignId: CampaignId }), z.void()),
  resume: call(z.object({ campaignId: CampaignId }), z.void()),
  cancel: call(z.object({ campaignId: CampaignId }), z.void()),
  /** New attempts for every run that ended badly. */
  retryFailed: call(z.object({ campaignId: CampaignId }), z.object({ runs: z.number().int() })),
  /** Expands anew and runs what has no valid result set: says for each run why. */
  runMissing: call(
    z.object({ campaignId: CampaignId, dryRun: z.boolean().default(false) }),
    z.object({
      run: z.number().int(),
      reused: z.number().int(),
      reasons: z.array(z.object({ runs: z.number().int(), reuse: z.boolean(), reason: z.string() })),
    }),
  ),
  watchFailures: watch(z.object({ campaignId: CampaignId }), z.array(FailureGroup)),
  /** The compiler's output from position `after` on. */
  watchBuildLog: watch(z.object({ campaignId: CampaignId, after: Bytes.default(0) }), LogLines),
  /** What deleting would free, and whether result files would go too. */
  previewDelete: call(
    z.object({ campaignId: CampaignId }),
    z.object({
      history: Bytes,
      logs: Bytes,
      results: Bytes,
      resultFiles: z.number().int(),
      sharedBuild: z.boolean(),
      build: Bytes,
    }),
  ),
  /** Forgets a campaign; with `results` its files here go too, with `there` what its swarm keeps of it. */
  delete: call(
    z.object({ campaignId: CampaignId, results: z.boolean(), there: z.boolean().default(true) }),
    z.object({ freed: Bytes }),
  ),
  charts: call(z.object({ campaignId: CampaignId }), z.array(SavedChart)),
  saveChart: call(z.object({ campaignId: CampaignId, chart: SavedChart }), z.void()),
  deleteChart: call(z.object({ campaignId: CampaignId, chartId: z.string() }), z.void()),
};
