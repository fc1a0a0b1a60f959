import { z } from 'zod';

/**
 * Every way a question can fail, with the facts that go with it. Services throw a code and facts; the page and the
 * command line choose the words (`renderer/words/describe-failure.ts`). Paths are absolute, sizes are bytes.
 */
export const failureDetails = {
  /** A bug: nothing a person can act on beyond copying the details. */
  unexpected: z.object({ summary: z.string() }),
  /** The question itself was malformed; `problem` names the field. */
  'request.invalid': z.object({ problem: z.string() }),
  'request.not-found': z.object({
    what: z.enum(['campaign', 'run', 'cluster', 'build', 'result', 'chart']),
    id: z.string(),
  }),
  'request.unauthorised': z.object({}),

  'host.disconnected': z.object({}),
  'host.port-occupied': z.object({ port: z.number() }),
  'host.node-too-old': z.object({ found: z.string(), needed: z.string() }),

  'tool.missing': z.object({ tool: z.string(), neededFor: z.string() }),
  'tool.failed': z.object({
    command: z.array(z.string()),
    exitCode: z.number().optional(),
    signal: z.string().optional(),
    lastLines: z.array(z.string()),
  }),

  'file.not-found': z.object({ path: z.string() }),
  'file.not-readable': z.object({ path: z.string(), problem: z.string() }),
  'file.not-writable': z.object({ path: z.string(), problem: z.string() }),
  'file.exists': z.object({ path: z.string() }),
  'disk.full': z.object({ path: z.string(), availableBytes: z.number().optional() }),

  'project.not-a-folder': z.object({ path: z.string() }),
  'project.profile-invalid': z.object({ path: z.string(), problem: z.string() }),
  'project.no-configurations': z.object({ path: z.string() }),
  'project.ini-invalid': z.object({ path: z.string(), line: z.number(), problem: z.string() }),
  'project.moved': z.object({ path: z.string() }),
  'project.not-built': z.object({ folder: z.string() }),
  'project.no-simulator': z.object({ folder: z.string(), looked: z.array(z.string()) }),
  /** The simulation refused to list its runs; `stderr` is what it said. */
  'project.expand-failed': z.object({
    command: z.array(z.string()),
    exitCode: z.number().optional(),
    stderr: z.string(),
  }),
  'project.unknown-configuration': z.object({ configuration: z.string(), known: z.array(z.string()) }),

  'build.failed': z.object({
    command: z.array(z.string()),
    exitCode: z.number().optional(),
    signal: z.string().optional(),
    /** Compiler errors first, then the last lines; bounded. */
    lines: z.array(z.string()),
  }),
  'build.artifact-empty': z.object({ patterns: z.array(z.string()) }),
  'build.artifact-damaged': z.object({ buildKey: z.string(), path: z.string() }),

  'campaign.empty': z.object({ configuration: z.string(), filter: z.string().optional() }),
  'campaign.still-running': z.object({ campaignId: z.string() }),
  'campaign.ended': z.object({ campaignId: z.string() }),
  'campaign.not-paused': z.object({ campaignId: z.string() }),

  'history.corrupt': z.object({ path: z.string(), backup: z.string() }),
  'history.newer': z.object({ path: z.string(), found: z.number(), known: z.number() }),
  'history.in-use': z.object({ path: z.string() }),

  'cluster.unreachable': z.object({ clusterId: z.string(), address: z.string() }),
  'cluster.password-refused': z.object({ clusterId: z.string(), address: z.string() }),
  'cluster.not-a-manager': z.object({ clusterId: z.string() }),
  'cluster.no-slots': z.object({ clusterId: z.string() }),
  'cluster.exists': z.object({ name: z.string() }),

  /** Nothing answers where the engine should be; `address` is its socket. */
  'docker.unreachable': z.object({ address: z.string(), problem: z.string() }),
  'docker.too-old': z.object({ address: z.string(), found: z.string(), needed: z.string() }),
  /** The engine answered, with a refusal; `status` is HTTP's. */
  'docker.refused': z.object({ action: z.string(), status: z.number(), message: z.string() }),

  /** The engine is in no swarm yet: one can be made of it. */
  'swarm.inactive': z.object({ address: z.string() }),
  'swarm.not-a-manager': z.object({ address: z.string() }),
  /** Another manager keeps the volumes: connect to that one. */
  'swarm.not-home': z.object({ home: z.string() }),
  /** The swarm was set up with other passwords than those known here. */
  'swarm.credentials-differ': z.object({ secret: z.string() }),
  /** Other long work is going on there. */
  'swarm.busy': z.object({ name: z.string() }),
  /** Campaigns have not ended there, or their results are only there. */
  'swarm.in-use': z.object({ name: z.string() }),
  'swarm.image-failed': z.object({ image: z.string(), lines: z.array(z.string()) }),
  /** The swarm is here already, under this name. */
  'swarm.known': z.object({ name: z.string() }),
  /** The stack was deployed, but these services did not become healthy. */
  'swarm.not-healthy': z.object({ services: z.array(z.object({ name: z.string(), problem: z.string() })) }),
  /** The builder has no part of the source, although it was submitted. */
  'swarm.source-missing': z.object({ tree: z.string() }),
  /** What a swarm stored is not what it says it is. */
  'store.file-damaged': z.object({ file: z.string(), problem: z.string() }),

  'results.unreadable': z.object({ path: z.string(), problem: z.string() }),
  'results.filter-invalid': z.object({ filter: z.string(), position: z.number(), problem: z.string() }),
  'results.changed': z.object({ path: z.string() }),
} as const;

/** The closed list of codes. */
export type FailureCode = keyof typeof failureDetails;

/** The facts that belong to one code. */
export type FailureDetails<C extends FailureCode> = z.infer<(typeof failureDetails)[C]>;

/** All codes, in the order they are declared: for tables, tests and the wire. */
export const failureCodes = Object.keys(failureDetails) as readonly FailureCode[];

/**
 * The one error that services throw on purpose. The message is for logs; people read words chosen from the code.
 * `cause` keeps the error below it, whose message crosses the wire as a chain of sentences.
 */
export class Failure<C extends FailureCode = FailureCode> extends Error {
  override readonly name = 'Failure';
  readonly code: C;
  readonly details: FailureDetails<C>;

  constructor(code: C, details: FailureDetails<C>, cause?: unknown) {
    super(`${code} ${JSON.stringify(details)}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** A failure as a union over its code, so that a `switch` on the code narrows the details. */
export type AnyFailure = { [C in FailureCode]: Failure<C> }[FailureCode];

/** Tells whether an error is a failure, and one of the given codes if any are named. */
export function isFailure<C extends FailureCode>(error: unknown, ...codes: readonly C[]): error is Failure<C> {
  return error instanceof Failure && (codes.length === 0 || (codes as readonly FailureCode[]).includes(error.code));
}

/** A failure as data: how it is stored with a campaign or a run, and how it is shown. */
export const FailureRecord = z.object({
  code: z.enum(failureCodes as [FailureCode, ...FailureCode[]]),
  details: z.record(z.string(), z.unknown()),
  /** The messages below the failure, outermost first. */
  causes: z.array(z.string()),
});
export type FailureRecord = z.infer<typeof FailureRecord>;

/** Makes a storable record of whatever was thrown; what is not a failure is told as `unexpected`. */
export function toFailureRecord(error: unknown): FailureRecord {
  const failure = error instanceof Failure ? error : new Failure('unexpected', { summary: messageOf(error) }, error);
  return { code: failure.code, details: { ...failure.details }, causes: causesOf(failure) };
}

/** Makes a throwable failure of a record; details that no longer fit their code are told as `unexpected`. */
export function fromFailureRecord(record: FailureRecord): Failure {
  const details = failureDetails[record.code].safeParse(record.details);
  const cause = record.causes.reduceRight<Error | undefined>(
    (inner, text) => new Error(text, { cause: inner }),
    undefined,
  );
  if (!details.success) return new Failure('unexpected', { summary: `${record.code} with unknown details` }, cause);
  return new Failure(record.code, details.data, cause);
}

function causesOf(error: Error): string[] {
  const causes: string[] = [];
  // Eight is plenty for a person; a cycle of causes must not hang the answer.
  for (let at = error.cause; at !== undefined && causes.length < 8; at = at instanceof Error ? at.cause : undefined) {
    causes.push(messageOf(at));
  }
  return causes;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
