import { z } from 'zod';
import { Bytes, call, Moment, Progress, watch } from './call.ts';
import { ClusterId } from './clusters.ts';
import { FailureRecord } from './failure.ts';
import { CampaignId } from './runs.ts';

/** How a swarm's manager is reached. */
export const SwarmAddress = z.discriminatedUnion('kind', [
  /** Its Docker socket is on this computer. */
  z.object({ kind: z.literal('socket'), path: z.string().min(1) }),
]);
export type SwarmAddress = z.infer<typeof SwarmAddress>;

/** What can be chosen about a swarm's stack; everything has a default. Images are references as Docker knows them. */
export const StackSettings = z.object({
  /** The simulator and its compilers: base of the images that build and simulate. */
  simulatorImage: z.string().default('ghcr.io/omnetpp/omnetpp:u24.04-6.3.0'),
  /** An image with /usr/local/bin/node. */
  nodeImage: z.string().default('node:24-bookworm-slim'),
  redisImage: z.string().optional(),
  mongoImage: z.string().optional(),
  visualizerImage: z.string().optional(),
  registryImage: z.string().optional(),
  /** Runs simulations on the manager too; a swarm of one machine always does. */
  runOnManager: z.boolean().default(false),
  /** Bytes one simulation with its runner may use; by default a core's share of the smallest node. */
  runnerMemory: z.number().int().positive().optional(),
  runnerReplicas: z.number().int().positive().optional(),
});
export type StackSettings = z.infer<typeof StackSettings>;

/** A machine of a swarm. */
export const SwarmNode = z.object({
  id: z.string(),
  hostname: z.string(),
  address: z.string(),
  role: z.enum(['manager', 'worker']),
  leader: z.boolean(),
  /** Keeps the volumes of redis, mongo and the builder. */
  home: z.boolean(),
  state: z.enum(['unknown', 'down', 'ready', 'disconnected']),
  availability: z.enum(['active', 'pause', 'drain']),
  cores: z.number(),
  memory: Bytes,
  engineVersion: z.string(),
});
export type SwarmNode = z.infer<typeof SwarmNode>;

/** A service of the stack, by its short name. */
export const SwarmService = z.object({
  id: z.string(),
  name: z.string(),
  image: z.string(),
  global: z.boolean(),
  /** Tasks asked for; of a global service, those that the nodes allow. */
  wanted: z.number().int(),
  /** Tasks that run and, where the image has a health check, are healthy. */
  running: z.number().int(),
  /** Tasks that wait for room. */
  pending: z.number().int(),
  /** What keeps tasks from running, in the engine's words. */
  problems: z.array(z.string()),
});
export type SwarmService = z.infer<typeof SwarmService>;

/** One task of a service: a container that is, was or should be. */
export const SwarmTask = z.object({
  id: z.string(),
  service: z.string(),
  slot: z.number().int().optional(),
  nodeId: z.string().optional(),
  state: z.string(),
  desired: z.string(),
  image: z.string(),
  message: z.string(),
  since: Moment,
  containerId: z.string().optional(),
});
export type SwarmTask = z.infer<typeof SwarmTask>;

/** A swarm as it is at one moment. */
export const SwarmState = z.object({
  nodes: z.array(SwarmNode),
  services: z.array(SwarmService),
  tasks: z.array(SwarmTask),
});
export type SwarmState = z.infer<typeof SwarmState>;

/** Long work on a swarm: setting its stack up, or taking it away. It goes on when nobody looks. */
export const SwarmWork = z.object({
  what: z.enum(['deploy', 'remove']),
  phase: z.enum(['working', 'done', 'failed', 'cancelled']),
  progress: Progress,
  startedAt: Moment,
  endedAt: Moment.optional(),
  failure: FailureRecord.optional(),
  /** What the work printed last; bounded. */
  lines: z.array(z.string()),
});
export type SwarmWork = z.infer<typeof SwarmWork>;

/** What a swarm keeps on its manager's disk. */
export const SwarmDiskUse = z.object({
  campaigns: z.array(z.object({ campaignId: CampaignId, name: z.string(), known: z.boolean(), bytes: Bytes })),
  builds: Bytes,
  sources: Bytes,
  total: Bytes,
  /** Of the file system the database is on, where the database tells. */
  disk: z.object({ total: Bytes, used: Bytes }).optional(),
});
export type SwarmDiskUse = z.infer<typeof SwarmDiskUse>;

const one = z.object({ clusterId: ClusterId });

export const swarms = {
  /** Adds a swarm and connects; `initialise` makes a swarm of an engine that is in none. */
  add: call(
    z.object({ name: z.string().trim().min(1).max(60), address: SwarmAddress, initialise: z.boolean().default(false) }),
    one,
  ),
  /** Forgets a swarm here; what runs there goes on. */
  forget: call(one, z.void()),
  connect: call(one, z.void()),
  disconnect: call(one, z.void()),
  settings: call(one, StackSettings),
  /** Sets the stack up, or brings it to what the settings say; answers at once, `watchWork` tells how it goes. */
  deploy: call(one.extend({ settings: StackSettings }), z.void()),
  /** Takes the stack away; with `volumes` what it kept (results that are only there included). */
  remove: call(one.extend({ volumes: z.boolean() }), z.void()),
  cancelWork: call(one, z.void()),
  /** The present or last work, if there was any since the application was started. */
  watchWork: watch(one, SwarmWork.optional()),
  watch: watch(one, SwarmState),
  /** What the tasks of a service print, on all nodes, the last lines first and then as they come. */
  watchServiceLog: watch(one.extend({ service: z.string() }), z.object({ lines: z.array(z.string()) })),
  diskUse: call(one, SwarmDiskUse),
  /** Removes a campaign with its results from the swarm. */
  deleteCampaign: call(one.extend({ campaignId: CampaignId }), z.object({ freed: Bytes })),
  /** Addresses, on this computer and with their key, where a frame finds the visualizer and the queue dashboard. */
  views: call(one, z.object({ visualizer: z.string(), dashboard: z.string() })),
};
