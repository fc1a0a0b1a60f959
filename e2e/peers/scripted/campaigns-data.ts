import type { Campaign, CampaignRequest } from '../../../contract/campaigns.ts';
import type { CampaignId, RunEnd, RunId, RunRow, RunState } from '../../../contract/runs.ts';
import { createRandom, seedOf } from './random.ts';

/** An iteration variable and its values, outermost first. */
export type Variable = readonly [name: string, values: readonly string[]];

/** What a scripted campaign is made of. */
export interface CampaignPlan {
  readonly id: string;
  readonly configuration: string;
  readonly variables: readonly Variable[];
  readonly repetitions: number;
  readonly phase: Campaign['phase'];
  /** Minutes since it was started. */
  readonly age: number;
  /** Decides the state of the run at a place in the list, 0 to 1. */
  stateAt(place: number, row: RunRow): RunState;
  readonly more?: Partial<Campaign>;
  /** Adds to a row what only campaigns like this have. */
  decorate?(row: RunRow): RunRow;
}

export const projectFolder = '/home/ada/models/queueing';

/** The request behind a scripted campaign. */
export function requestOf(configuration: string): CampaignRequest {
  return {
    folder: projectFolder,
    iniFile: 'omnetpp.ini',
    configuration,
    options: [],
    mode: 'release',
    clusterId: 'local' as CampaignRequest['clusterId'],
    limits: {},
    reuse: true,
    priority: 0,
  };
}

/** Expands a plan into its rows, all waiting. */
export function expand(plan: Pick<CampaignPlan, 'id' | 'variables' | 'repetitions'>): RunRow[] {
  const points = plan.variables.reduce<string[][]>(
    (all, [, values]) => all.flatMap(point => values.map(value => [...point, value])),
    [[]],
  );
  return points
    .flatMap(values => Array.from({ length: plan.repetitions }, (_, repetition) => ({ values, repetition })))
    .map(({ values, repetition }, number) => ({
      id: `${plan.id}-${number}` as RunId,
      number,
      values,
      repetition,
      state: 'waiting',
      attempts: 0,
    }));
}

/** The end that belongs to a state; failures depend on the parameters, as they do in life. */
export function endOf(state: RunState, row: RunRow): RunEnd | undefined {
  switch (state) {
    case 'finished':
    case 'reused':
      return {
        reason: 'finished',
        text: 'Simulation time limit reached',
        simulatedTime: '60000',
        events: 180_000 + row.number,
      };
    case 'truncated':
      return { reason: 'truncated', limit: 'cpu-time', simulatedTime: '41873.25', events: 125_310 };
    case 'failed':
      return failureOf(row);
    case 'cancelled':
      return { reason: 'cancelled' };
    case 'interrupted':
      return { reason: 'interrupted', by: 'application' };
    default:
      return undefined;
  }
}

function failureOf(row: RunRow): RunEnd {
  if (row.number % 7 === 3) return { reason: 'crashed', signal: 'SIGSEGV', lastLine: '** Event #61441   t=20480.113' };
  if (row.number % 11 === 5) return { reason: 'killed', limit: 'memory', allowed: 2e9, used: 2_013_265_920 };
  const message = 'Queue length exceeds 200: the network is overloaded';
  return {
    reason: 'model-error',
    exitCode: 1,
    error: {
      message,
      module: 'MM1.queue',
      moduleClass: 'Queue',
      simulatedTime: '5321.0482',
      event: 15_963 + row.number,
      signature: `${message} in *.queue`,
    },
  };
}

/** Brings a row into a state, with everything that goes with it. */
export function inState(row: RunRow, state: RunState, now: number): RunRow {
  const random = createRandom(seedOf(row.id));
  const { progress: _p, end: _e, startedAt: _s, endedAt: _n, node: _o, ...bare } = row;
  if (state === 'waiting') return { ...bare, state, attempts: 0 };
  if (state === 'reused') return { ...bare, state, attempts: 0, end: endOf(state, row)! };
  const seconds = 2 + random() * 9;
  const attempts = row.number % 13 === 4 ? 2 : 1;
  const begun = { ...bare, state, attempts, node: 'this computer' };
  if (state === 'running')
    return {
      ...begun,
      startedAt: Math.round(now - seconds * 500),
      progress: progressAt(random() * 0.8 + 0.05, random),
    };
  const endedAt = Math.round(now - random() * 90_000);
  return { ...begun, startedAt: Math.round(endedAt - seconds * 1000), endedAt, end: endOf(state, row)! };
}

/** What a running simulation tells at a fraction of its way. */
export function progressAt(fraction: number, random: () => number): NonNullable<RunRow['progress']> {
  return {
    fraction: Math.min(1, fraction),
    simulatedTime: (60_000 * fraction).toFixed(6),
    events: Math.round(180_000 * fraction),
    eventsPerSecond: 600_000 + random() * 250_000,
    messagesPresent: Math.round(10 + random() * 12),
  };
}

/** Counts rows per state. */
export function countStates(rows: Iterable<RunRow>): Campaign['counts'] {
  const counts: Campaign['counts'] = {
    waiting: 0,
    running: 0,
    finished: 0,
    truncated: 0,
    failed: 0,
    cancelled: 0,
    interrupted: 0,
    reused: 0,
  };
  for (const row of rows) counts[row.state]++;
  return counts;
}

/** The campaign as lists show it, of its plan and its rows. */
export function toCampaign(plan: CampaignPlan, rows: readonly RunRow[], now: number): Campaign {
  const counts = countStates(rows);
  const isOver = plan.phase === 'ended' || plan.phase === 'interrupted';
  const startedAt = Math.round(now - plan.age * 60_000);
  return {
    id: plan.id as CampaignId,
    name: plan.configuration,
    projectName: 'Queueing networks (example)',
    request: requestOf(plan.configuration),
    phase: plan.phase,
    build: { key: 'b1f09c', label: '4f2a91c+9d1e', mode: 'release', reused: true, seconds: 0.4, size: 1_830_000 },
    iterationVariables: plan.variables.map(([name]) => name),
    counts,
    runCount: rows.length,
    slotsBusy: counts.running,
    createdAt: startedAt - 4000,
    startedAt,
    ...(isOver ? { endedAt: startedAt + Math.min(plan.age, 11) * 60_000 } : { remaining: { low: 95, high: 190 } }),
    resultFolder: `${projectFolder}/results`,
    resultBytes: (counts.finished + counts.reused + counts.truncated) * 1_240_000,
    ...plan.more,
  };
}
