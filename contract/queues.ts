import { z } from 'zod';
import { Bytes, Moment, Progress } from './call.ts';
import { CampaignRequest, PauseReason } from './campaigns.ts';
import { FailureRecord } from './failure.ts';
import { BuildSummary, ProjectProfile } from './projects.ts';
import { CampaignId, RunEnd, RunFile, RunId, RunProgress } from './runs.ts';

/*
 * What the application, the builder and the runners of a swarm agree on. Mongo holds the truth, in documents that are written once; Redis holds the
 * work to do and what is seen live, and can be made anew from Mongo at any time (docs/decisions/0010 to 0013).
 */

// ---- Queues (BullMQ, default prefix) ----

/** Jobs that build a source once and enqueue the runs of every campaign that waits for it; job id = source key. */
export const buildQueue = 'build';
export const BuildJob = z.object({ sourceKey: z.string() });
export type BuildJob = z.infer<typeof BuildJob>;

/** Each campaign has a queue of its own, so that it is paused, ranked and removed as a whole; runners serve campaigns in turn. */
export function runQueue(campaignId: string): string {
  return `run-${campaignId}`;
}

/** One order to execute a run; job id = `jobIdOf(run, order)`. What all runs of a campaign share is in its document. */
export const RunJob = z.object({
  run: RunId,
  number: z.number().int(),
  /** How often somebody asked for this run: 1 at first, one more with each retry. */
  order: z.number().int().positive(),
  /** The first attempt this order may make. */
  attempt: z.number().int().positive(),
});
export type RunJob = z.infer<typeof RunJob>;

/** BullMQ allows no colon in job ids. */
export function jobIdOf(run: string, order: number): string {
  return `${run}.${order}`;
}

// ---- Redis keys and channels ----

export const redisKeys = {
  /** Sorted set: campaigns with runs to do, by priority. */
  openCampaigns: 'simswarm:open',
  /** Hash: campaign → when a slot was last given to it, as a count of all dispatches. */
  served: 'simswarm:served',
  /** Set of job ids that must not be executed any more. */
  cancelled: (campaignId: string) => `simswarm:cancelled:${campaignId}`,
  /** Hash: run → `LiveProgress`, for those who come later than the message. */
  progress: (campaignId: string) => `simswarm:progress:${campaignId}`,
  /** Capped stream of `CampaignEvent`s. */
  events: (campaignId: string) => `simswarm:events:${campaignId}`,
  /** Capped stream of `TailEntry`s of an attempt that is going on. */
  logTail: (run: string, attempt: number) => `simswarm:log:${run}:${attempt}`,
  /** Capped stream of `TailEntry`s of the build that is going on. */
  buildLog: (sourceKey: string) => `simswarm:build-log:${sourceKey}`,
  /** Hash: what the first ends of a campaign were like. */
  firstEnds: (campaignId: string) => `simswarm:first-ends:${campaignId}`,
  /** Sorted set: living runners by when they were last heard, on Redis's clock. */
  runners: 'simswarm:runners',
  /** Hash: runner → `RunnerPresence`. */
  runnerPresence: 'simswarm:runner-presence',
} as const;

export const redisChannels = {
  /** There may be work again: idle runners look. */
  work: 'simswarm:work',
  /** `CancelMessage`s, heard by every runner. */
  cancel: 'simswarm:cancel',
  /** Ids of campaigns whose document changed. */
  campaigns: 'simswarm:campaigns',
  /** `LiveProgress` of a campaign's runs. */
  progress: (campaignId: string) => `simswarm:progress:${campaignId}`,
} as const;

export const CancelMessage = z.object({
  campaignId: CampaignId,
  /** Absent: everything of the campaign. */
  jobs: z.array(z.string()).optional(),
});
export type CancelMessage = z.infer<typeof CancelMessage>;

export const LiveProgress = z.object({ run: RunId, attempt: z.number().int(), progress: RunProgress });
export type LiveProgress = z.infer<typeof LiveProgress>;

/** A piece of a growing text: whole lines, and where in the file they are (bytes). */
export const TailEntry = z.object({ from: Bytes, to: Bytes, text: z.string() });
export type TailEntry = z.infer<typeof TailEntry>;

/** A living runner: where it is, and the attempt it is at. */
export const RunnerPresence = z.object({
  node: z.string(),
  run: RunId.optional(),
  attempt: z.number().int().optional(),
});
export type RunnerPresence = z.infer<typeof RunnerPresence>;

// ---- Mongo ----

/** Collections that there is one of. */
export const mongoCollections = {
  campaigns: 'campaigns',
  /** What a submitting computer knew of earlier results, by campaign. */
  histories: 'histories',
  builds: 'builds',
  sources: 'sources',
} as const;

/** Every GridFS file is cut into pieces of this many bytes, so that its pieces can be named without looking. */
export const chunkBytes = 2 * 1024 * 1024;

/** The id of a piece of a GridFS file. */
export function chunkId(file: string, index: number): string {
  return `${file}:${index}`;
}

/** GridFS buckets that there is one of. */
export const mongoBuckets = { artifacts: 'artifacts', sources: 'source-packs' } as const;

/** What belongs to one campaign; deleting it is dropping these. `bucket` is GridFS's, for results and logs. */
export function campaignCollections(campaignId: string) {
  const bucket = `campaign-${campaignId}`;
  return {
    runs: `${bucket}.runs`,
    journal: `${bucket}.journal`,
    bucket,
    files: `${bucket}.files`,
    chunks: `${bucket}.chunks`,
  };
}

/** A part of a source: one git tree, which the swarm has (see `SourceDocument`). */
export const SourcePart = z.object({
  /** Relative to the project root; '' is the root itself. */
  path: z.string(),
  tree: z.string(),
});
export type SourcePart = z.infer<typeof SourcePart>;

/** Everything the swarm needs to finish a campaign without the laptop. */
export const Submission = z.object({
  campaignId: CampaignId,
  name: z.string(),
  request: CampaignRequest,
  projectName: z.string(),
  /** On the computer that submitted; only a name here. */
  projectRoot: z.string(),
  /** Relative to the project root; '' is the root. */
  workingDirectory: z.string(),
  profile: ProjectProfile,
  source: z.object({
    /** Commit, and `+` and a hash of the local changes where there are some. */
    label: z.string(),
    treeHash: z.string(),
    sourceHash: z.string(),
    iniFiles: z.array(z.string()),
    parts: z.array(SourcePart).min(1),
  }),
  pauseAfterSameFailures: z.number().int().nonnegative(),
  /** Seconds between SIGTERM and SIGKILL. */
  graceSeconds: z.number().nonnegative(),
});
export type Submission = z.infer<typeof Submission>;

/** What the submitting computer knows of earlier results; kept beside the campaign since it can be long. */
export const SubmissionHistory = z.object({
  /** Identities of runs whose results are there and valid: they are not run again. */
  finished: z.array(z.string()),
  /** Seconds that points of the parameter space took before. */
  seconds: z.record(z.string(), z.number()),
});
export type SubmissionHistory = z.infer<typeof SubmissionHistory>;

/** How far the swarm is with a campaign; `enqueued` until it is deleted, however many of its runs have ended. */
export const CampaignStage = z.enum(['submitted', 'building', 'expanding', 'enqueued', 'failed']);
export type CampaignStage = z.infer<typeof CampaignStage>;

/** A GridFS file: compressed with zstd; size and hash are those of the plain content. */
export const StoredFile = RunFile.required({ sha256: true }).extend({ file: z.string(), storedSize: Bytes });
export type StoredFile = z.infer<typeof StoredFile>;

/** How one git tree reached the swarm: in a bundle of a commit, on top of another tree's where there was one. */
export const SourceDocument = z.object({
  /** The tree. */
  _id: z.string(),
  /** Holds the tree; its parent is the commit of `needs`. */
  commit: z.string(),
  /** The tree whose bundle must be read before. */
  needs: z.string().optional(),
  /** Bundles to read until this tree is there. */
  depth: z.number().int(),
  bundle: StoredFile,
});
export type SourceDocument = z.infer<typeof SourceDocument>;

/** A campaign; every field below `submission` has one writer and is set by itself. */
export const CampaignDocument = z.object({
  _id: CampaignId,
  /** As JSON: it is only ever read as a whole, and may be of any shape. */
  submission: z
    .string()
    .transform(text => JSON.parse(text) as unknown)
    .pipe(Submission),
  sourceKey: z.string(),
  submittedAt: Moment,
  priority: z.number().int(),
  cancelled: z.boolean().optional(),
  paused: PauseReason.optional(),
  stage: CampaignStage,
  problem: FailureRecord.optional(),
  build: BuildSummary.optional(),
  iterationVariables: z.array(z.string()),
  runCount: z.number().int(),
  /** The ini files of the source, as a tar archive in the campaign's bucket. */
  iniFiles: StoredFile.optional(),
  /** Where results go that the ini file sends outside the project. */
  outwardResults: z.object({ inside: z.string(), outside: z.string() }).optional(),
  enqueuedAt: Moment.optional(),
  /** What the compiler said, if it was asked for this campaign; in the artifacts' bucket. */
  buildLog: StoredFile.optional(),
});
export type CampaignDocument = z.infer<typeof CampaignDocument>;
/** The same as it is in Mongo. */
export type StoredCampaign = z.input<typeof CampaignDocument>;

/** A finished build; written once, when its artifact is stored and verified. */
export const BuildDocument = z.object({
  /** Build key: source key and toolchain. */
  _id: z.string(),
  sourceKey: z.string(),
  label: z.string(),
  seconds: z.number(),
  /** Unpacked bytes, number of files. */
  size: Bytes,
  files: z.number().int(),
  artifact: StoredFile,
  builtAt: Moment,
});
export type BuildDocument = z.infer<typeof BuildDocument>;

/** A run as the simulation listed it; never changed. What happened to it is in the journal. */
export const RunDocument = z.object({
  _id: RunId,
  number: z.number().int(),
  values: z.array(z.string()),
  repetition: z.number().int(),
  identity: z.string(),
  effectiveHash: z.string(),
  reused: z.boolean(),
});
export type RunDocument = z.infer<typeof RunDocument>;

const entry = { run: RunId, order: z.number().int(), at: Moment };

/**
 * One thing that happened to a run. Each is inserted under an id that can exist only once (`journalIds`), which decides who may start and who may end an
 * attempt: the first to insert it. Nothing is ever changed.
 */
export const JournalEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ordered'), _id: z.string(), ...entry }),
  z.object({ kind: z.literal('cancelled'), _id: z.string(), ...entry }),
  z.object({
    kind: z.literal('started'),
    _id: z.string(),
    ...entry,
    attempt: z.number().int(),
    node: z.string(),
    /** Of the runner's life, to know its own entry again after a torn connection. */
    token: z.string(),
  }),
  z.object({
    kind: z.literal('ended'),
    _id: z.string(),
    ...entry,
    attempt: z.number().int(),
    node: z.string(),
    token: z.string(),
    startedAt: Moment,
    end: RunEnd,
    /** Another attempt of the same order follows. */
    again: z.boolean(),
    /** All stored before this entry was written. */
    files: z.array(StoredFile),
    log: StoredFile.optional(),
    cpuSeconds: z.number().optional(),
    peakMemory: Bytes.optional(),
    speed: z.array(z.object({ seconds: z.number(), eventsPerSecond: z.number() })),
  }),
]);
export type JournalEntry = z.infer<typeof JournalEntry>;

/** Ids of journal entries. */
export const journalIds = {
  ordered: (run: string, order: number) => `${run}@${order}`,
  cancelled: (run: string, order: number) => `${run}@${order}.cancelled`,
  started: (run: string, attempt: number) => `${run}#${attempt}`,
  ended: (run: string, attempt: number) => `${run}#${attempt}.ended`,
} as const;

/** What the stream of a campaign tells: a new journal entry, or that the campaign's document changed. */
export const CampaignEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('journal'), entry: JournalEntry }),
  z.object({ kind: z.literal('campaign') }),
  /** So much happened at once that reading anew is cheaper than being told. */
  z.object({ kind: z.literal('much') }),
  z.object({ kind: z.literal('building'), progress: Progress }),
]);
export type CampaignEvent = z.infer<typeof CampaignEvent>;
