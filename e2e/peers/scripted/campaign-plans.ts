import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import type { RunRow, RunState } from '../../../contract/runs.ts';
import type { CampaignPlan, Variable } from './campaigns-data.ts';

const quick: readonly Variable[] = [
  ['interarrivalTime', ['1', '1.25', '2']],
  ['serviceTime', ['0.2', '0.4', '0.6', '0.8']],
];
const wide: readonly Variable[] = [
  ['servers', ['1', '2', '4', '8']],
  ['load', ['0.3', '0.35', '0.4', '0.45', '0.5', '0.55', '0.6', '0.65', '0.7', '0.75', '0.8', '0.85', '0.9', '0.95']],
  ['capacity', ['-1', '5', '20']],
];
const tenths = Array.from({ length: 10 }, (_, index) => String((index + 1) / 10));

function isOverloaded(row: RunRow): boolean {
  return Number(row.values[1]) >= 0.85 && row.values[2] === '20';
}

function underWay(place: number, row: RunRow): RunState {
  if (place < 0.06) return 'reused';
  if (place < 0.58) return isOverloaded(row) ? 'failed' : row.number % 41 === 9 ? 'truncated' : 'finished';
  return place < 0.59 ? 'running' : 'waiting';
}

function buildFailure() {
  return toFailureRecord(
    new Failure('build.failed', {
      command: ['make', '-j', '2', 'MODE=release'],
      exitCode: 2,
      lines: [
        'src/nodes/queue.cc: In member function ‘void Queue::serve(Job*)’:',
        'src/nodes/queue.cc:118:24: error: ‘serviceTyme’ was not declared in this scope; did you mean ‘serviceTime’?',
        '  118 |   scheduleAfter(draw(serviceTyme), job);',
        '      |                      ^~~~~~~~~~~',
        'make: *** [Makefile:42: out/release/nodes/queue.o] Error 1',
      ],
    }),
  );
}

/** The campaigns of a place that has been used for a while, one for every situation a screen must be able to show. */
export const campaignPlans: readonly CampaignPlan[] = [
  {
    id: 'under-way',
    configuration: 'Wide',
    variables: wide,
    repetitions: 3,
    phase: 'running',
    age: 4,
    stateAt: underWay,
  },
  {
    id: 'paused',
    configuration: 'Failing',
    variables: [['load', ['0.5', '0.7', '0.9', '1.1', '1.3']]],
    repetitions: 8,
    phase: 'paused',
    age: 26,
    stateAt: (place, row) => (place > 0.85 ? 'waiting' : Number(row.values[0]) > 1 ? 'failed' : 'finished'),
    more: {
      paused: {
        kind: 'same-failure',
        count: 5,
        signature: 'Queue length exceeds 200: the network is overloaded in *.queue',
      },
    },
  },
  {
    id: 'building',
    configuration: 'Line',
    variables: [],
    repetitions: 0,
    phase: 'building',
    age: 0.4,
    stateAt: () => 'waiting',
    more: { progress: { stage: 'Compiling', fraction: 0.42 }, runCount: 0 },
  },
  {
    id: 'ended',
    configuration: 'Quick',
    variables: quick,
    repetitions: 3,
    phase: 'ended',
    age: 190,
    stateAt: () => 'finished',
  },
  {
    id: 'ended-badly',
    configuration: 'TimeSharing',
    variables: [
      ['users', ['5', '10', '15', '20', '25', '30', '35', '40']],
      ['scheduling', ['"fifo"', '"shortest"']],
    ],
    repetitions: 3,
    phase: 'ended',
    age: 1560,
    stateAt: (_place, row) => (Number(row.values[0]) >= 35 ? 'failed' : 'finished'),
  },
  {
    id: 'interrupted',
    configuration: 'Farm',
    variables: [
      ['strategy', ['"random"', '"roundRobin"', '"shortest"']],
      ['variability', ['"low"', '"high"']],
    ],
    repetitions: 4,
    phase: 'interrupted',
    age: 2900,
    stateAt: place => (place < 0.5 ? 'finished' : place < 0.6 ? 'interrupted' : 'cancelled'),
  },
  {
    id: 'build-failed',
    configuration: 'Parallel',
    variables: [],
    repetitions: 0,
    phase: 'ended',
    age: 4400,
    stateAt: () => 'waiting',
    more: { problem: buildFailure(), runCount: 0, resultBytes: 0 },
  },
];

/** Ten thousand runs under way. */
export const hugePlan: CampaignPlan = {
  id: 'huge',
  configuration: 'ManyRuns',
  variables: [
    ['interarrivalTime', Array.from({ length: 10 }, (_, index) => String(index + 1))],
    ['serviceTime', tenths],
  ],
  repetitions: 100,
  phase: 'running',
  age: 3,
  stateAt: place => (place < 0.4 ? 'finished' : place < 0.402 ? 'running' : 'waiting'),
};
