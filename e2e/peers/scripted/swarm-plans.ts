import type { Cluster } from '../../../contract/clusters.ts';
import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import type { SwarmState, SwarmWork } from '../../../contract/swarms.ts';
import { ailingNodes, fourNodes, limpingStack, stateOf, wholeStack } from './swarm-states.ts';

/** A swarm in one situation: its card, what it is made of, the last work on it. */
export interface SwarmPlan {
  readonly cluster: Cluster;
  readonly state: SwarmState;
  readonly work?: SwarmWork;
}

const ready: Cluster = {
  id: 'lab' as Cluster['id'],
  kind: 'swarm',
  name: 'Lab machines',
  state: { phase: 'ready' },
  slots: { total: 48, busy: 41 },
  nodes: 4,
  cores: 56,
  memory: { total: 234_700_000_000 },
  platform: 'Docker 29.1.2, linux/amd64',
  waitingRuns: 1204,
  address: 'unix:///var/run/docker.sock',
};

const nothing = { slots: { total: 0, busy: 0 }, waitingRuns: 0 } as const;
const unknown = { ...nothing, nodes: 0, cores: 0, memory: { total: 0 }, platform: '' } as const;

function like(id: string, name: string, state: Cluster['state'], more: Partial<Cluster> = {}): Cluster {
  return { ...ready, id: id as Cluster['id'], name, state, address: `unix:///run/${id}.sock`, ...more };
}

const unreachable = toFailureRecord(
  new Failure(
    'docker.unreachable',
    { address: 'unix:///run/lost.sock', problem: 'connect ECONNREFUSED /run/lost.sock' },
    new Error('connect ECONNREFUSED /run/lost.sock'),
  ),
);
const imageFailed = toFailureRecord(
  new Failure('swarm.image-failed', {
    image: 'simswarm-worker',
    lines: [
      'Step 1/14 : ARG SIMULATOR_IMAGE',
      'Step 2/14 : FROM ghcr.io/omnetpp/omnetpp:u24.04-6.3.0',
      'Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host',
    ],
  }),
);
const unhealthy = toFailureRecord(
  new Failure('swarm.not-healthy', {
    services: [{ name: 'visualizer', problem: 'No such image: dockersamples/visualizer:stable' }],
  }),
);

const buildLines = Array.from({ length: 24 }, (_, index) => `Step ${index + 1}/24 : RUN apt-get install part-${index}`);

/** One swarm for every situation a screen must be able to show. */
export const swarmPlans: readonly SwarmPlan[] = [
  { cluster: ready, state: stateOf(fourNodes, wholeStack) },
  {
    cluster: like('fresh', 'Old workstation', { phase: 'bare' }, { ...nothing, nodes: 1, cores: 12 }),
    state: stateOf(fourNodes.slice(0, 1), []),
  },
  {
    cluster: like(
      'deploying',
      'Classroom',
      { phase: 'working', what: 'deploy', progress: { stage: 'worker image', fraction: 0.31 } },
      { ...nothing, nodes: 4 },
    ),
    state: stateOf(fourNodes, []),
    work: {
      what: 'deploy',
      phase: 'working',
      progress: { stage: 'worker image', fraction: 0.31 },
      startedAt: Date.now() - 74_000,
      lines: buildLines,
    },
  },
  {
    cluster: like('limping', 'Cluster in the basement', { phase: 'degraded', problem: unhealthy }),
    state: stateOf(ailingNodes, limpingStack),
  },
  {
    cluster: like(
      'lost',
      'Cluster on the third floor',
      { phase: 'unreachable', problem: unreachable, since: Date.now() - 900_000 },
      unknown,
    ),
    state: stateOf([], []),
  },
  {
    cluster: like('failed', 'Office', { phase: 'bare' }, { ...nothing, nodes: 2, cores: 16 }),
    state: stateOf(fourNodes.slice(0, 2), []),
    work: {
      what: 'deploy',
      phase: 'failed',
      progress: { stage: 'worker image', fraction: 0.08 },
      startedAt: Date.now() - 240_000,
      endedAt: Date.now() - 200_000,
      failure: imageFailed,
      lines: ['Step 1/14 : ARG SIMULATOR_IMAGE', 'Step 2/14 : FROM ghcr.io/omnetpp/omnetpp:u24.04-6.3.0'],
    },
  },
  {
    cluster: like('connecting', 'Institute', { phase: 'connecting', stage: 'asking its manager' }, unknown),
    state: stateOf([], []),
  },
  { cluster: like('apart', 'At home', { phase: 'disconnected' }, unknown), state: stateOf([], []) },
];
