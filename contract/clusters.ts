import { z } from 'zod';
import { Bytes, call, Moment, Progress, rowsOf, watch } from './call.ts';
import { FailureRecord } from './failure.ts';

export const ClusterId = z.string().min(1).brand<'ClusterId'>();
export type ClusterId = z.infer<typeof ClusterId>;

/** The cluster that is always there: this computer. */
export const localClusterId = 'local' as ClusterId;

export const ClusterState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('disconnected') }),
  z.object({ phase: z.literal('connecting'), stage: z.string() }),
  /** A swarm that answers, but has no stack of ours yet. */
  z.object({ phase: z.literal('bare') }),
  z.object({ phase: z.literal('working'), what: z.enum(['deploy', 'remove']), progress: Progress }),
  z.object({ phase: z.literal('ready') }),
  z.object({ phase: z.literal('degraded'), problem: FailureRecord }),
  z.object({ phase: z.literal('unreachable'), problem: FailureRecord, since: Moment }),
]);
export type ClusterState = z.infer<typeof ClusterState>;

/** A place where campaigns execute, as its card shows it. */
export const Cluster = z.object({
  id: ClusterId,
  kind: z.enum(['local', 'swarm']),
  name: z.string(),
  state: ClusterState,
  /** Runs that may go on at once, and those that do. */
  slots: z.object({ total: z.number().int(), busy: z.number().int() }),
  nodes: z.number().int(),
  cores: z.number().int(),
  memory: z.object({ total: Bytes, available: Bytes.optional() }),
  /** Operating system and architecture, or the Docker version, in a few words. */
  platform: z.string(),
  waitingRuns: z.number().int(),
  /** How a swarm's manager is reached, in words. */
  address: z.string().optional(),
});
export type Cluster = z.infer<typeof Cluster>;

export const clusters = {
  /** Every cluster the application knows, this computer first. */
  watch: watch(z.object({}), rowsOf(Cluster)),
  /** Changes how many runs may go on at once on this computer; undefined restores cores − 1. */
  setSlots: call(z.object({ clusterId: ClusterId, slots: z.number().int().min(1).max(1024).optional() }), z.void()),
};
