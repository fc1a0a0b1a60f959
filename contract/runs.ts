import { z } from 'zod';
import { Bytes, call, LogLines, Moment, rowsOf, watch } from './call.ts';
import { FailureRecord } from './failure.ts';

export const RunId = z.string().min(1).brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;
export const CampaignId = z.string().min(1).brand<'CampaignId'>();
export type CampaignId = z.infer<typeof CampaignId>;

export const KillReason = z.enum(['memory', 'wall-time', 'cpu-time', 'log-size', 'result-size']);
export type KillReason = z.infer<typeof KillReason>;

/** A model's complaint, and the normalised form of it that groups runs that died alike. */
export const ModelError = z.object({
  message: z.string(),
  module: z.string().optional(),
  moduleClass: z.string().optional(),
  /** Seconds of simulated time, as printed. */
  simulatedTime: z.string().optional(),
  event: z.number().optional(),
  /** "network setup", "initialization", "finalization" when not at an event. */
  phase: z.string().optional(),
  signature: z.string(),
});
export type ModelError = z.infer<typeof ModelError>;

/** How a run ended, told by exit code, output and our own limits together; never by the existence of a file. */
export const RunEnd = z.discriminatedUnion('reason', [
  z.object({
    reason: z.literal('finished'),
    /** The simulation's own words, e.g. "Simulation time limit reached". */
    text: z.string(),
    simulatedTime: z.string().optional(),
    events: z.number().optional(),
    fingerprint: z.string().optional(),
  }),
  z.object({
    reason: z.literal('truncated'),
    limit: z.enum(['cpu-time', 'real-time']),
    simulatedTime: z.string().optional(),
    events: z.number().optional(),
  }),
  z.object({ reason: z.literal('model-error'), error: ModelError, exitCode: z.number() }),
  z.object({ reason: z.literal('fingerprint-mismatch'), calculated: z.string(), expected: z.string() }),
  z.object({ reason: z.literal('crashed'), signal: z.string(), lastLine: z.string().optional() }),
  z.object({ reason: z.literal('killed'), limit: KillReason, allowed: z.number(), used: z.number() }),
  z.object({ reason: z.literal('cancelled') }),
  z.object({ reason: z.literal('could-not-start'), message: z.string(), exitCode: z.number().optional() }),
  /** The exit code and the output contradict each other, e.g. exit 0 without any end message. */
  z.object({ reason: z.literal('unclear'), exitCode: z.number(), lastLine: z.string().optional() }),
  /** The application or the node died under the run. */
  z.object({ reason: z.literal('interrupted'), by: z.enum(['application', 'node', 'worker']) }),
  /** The run ended well, but its results could not be put in their place. */
  z.object({ reason: z.literal('not-stored'), failure: FailureRecord }),
]);
export type RunEnd = z.infer<typeof RunEnd>;

/**
 * waiting → running → one of the ends. `finished` is the only one with a complete result set; `truncated` results are
 * kept but marked; `reused` means a valid result set was already there.
 */
export const RunState = z.enum([
  'waiting',
  'running',
  'finished',
  'truncated',
  'failed',
  'cancelled',
  'interrupted',
  'reused',
]);
export type RunState = z.infer<typeof RunState>;

export const RunProgress = z.object({
  /** 0 to 1; absent when the simulation has no time limit. */
  fraction: z.number().min(0).max(1).optional(),
  simulatedTime: z.string(),
  events: z.number(),
  eventsPerSecond: z.number().optional(),
  /** Messages alive in the simulation: a steady rise tells a leak or an overload. */
  messagesPresent: z.number().optional(),
});
export type RunProgress = z.infer<typeof RunProgress>;

/** A run as a table row: small, since ten thousand of them travel. */
export const RunRow = z.object({
  id: RunId,
  /** Address in the ini file today; not an identity. */
  number: z.number().int(),
  /** In the order of the campaign's `iterationVariables`. */
  values: z.array(z.string()),
  repetition: z.number().int(),
  state: RunState,
  progress: RunProgress.optional(),
  attempts: z.number().int(),
  startedAt: Moment.optional(),
  endedAt: Moment.optional(),
  node: z.string().optional(),
  end: RunEnd.optional(),
  /** Where the results of a run on a swarm are: only there yet, on their way, or here too. */
  place: z.enum(['there', 'fetching', 'here']).optional(),
});
export type RunRow = z.infer<typeof RunRow>;

export const RunAttempt = z.object({
  number: z.number().int(),
  startedAt: Moment,
  endedAt: Moment.optional(),
  node: z.string(),
  end: RunEnd.optional(),
  /** Seconds of processor time, bytes at the highest. */
  cpuSeconds: z.number().optional(),
  peakMemory: Bytes.optional(),
});
export type RunAttempt = z.infer<typeof RunAttempt>;

export const RunFile = z.object({ path: z.string(), size: Bytes, modifiedAt: Moment, sha256: z.string().optional() });
export type RunFile = z.infer<typeof RunFile>;

/** Everything about one run: what its drawer shows. */
export const RunDetail = RunRow.extend({
  campaignId: CampaignId,
  attemptList: z.array(RunAttempt),
  /** Why an earlier result set counts, or why none does. */
  reuse: z.string().optional(),
  /** Events per second over wall seconds since the start of the attempt; thinned to at most 200 points. */
  speed: z.array(z.object({ seconds: z.number(), eventsPerSecond: z.number() })),
  files: z.array(RunFile),
  resultFolder: z.string(),
  logPath: z.string().optional(),
  /** The exact command of the last attempt, and where it ran: for running it again by hand. */
  command: z.array(z.string()),
  workingDirectory: z.string(),
  effectiveConfiguration: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});
export type RunDetail = z.infer<typeof RunDetail>;

export const runs = {
  /** All runs of a campaign. */
  watch: watch(z.object({ campaignId: CampaignId }), rowsOf(RunRow)),
  /** One run with everything about it. */
  watchOne: watch(z.object({ runId: RunId }), RunDetail),
  /** The run's output from position `after` on; without `after`, the last lines. Nothing is dropped silently: `missed` counts. */
  watchLog: watch(z.object({ runId: RunId, attempt: z.number().int().optional(), after: Bytes.optional() }), LogLines),
  cancel: call(z.object({ runIds: z.array(RunId).min(1) }), z.void()),
  /** Puts runs that ended badly back into the queue, as new attempts. */
  retry: call(z.object({ runIds: z.array(RunId).min(1) }), z.void()),
};
