import type { ClusterState } from '../../contract/clusters.ts';
import type { RunRow } from '../../contract/runs.ts';
import type { SwarmNode, SwarmService, SwarmTask, SwarmWork } from '../../contract/swarms.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount, formatCounted } from './format-number.ts';

/** What a colour says of a node, a service or a task. */
type SwarmLook = 'good' | 'busy' | 'bad' | 'quiet';

/** A state in a few words, and how it looks. */
export interface SwarmWords {
  readonly text: string;
  readonly look: SwarmLook;
  /** What it means, where the words alone may puzzle. */
  readonly note?: string;
}

const stages: Readonly<Record<string, string>> = {
  'asking its manager': 'Asking its manager',
  check: 'Looking at the swarm',
  registry: 'Starting a registry that carries images between nodes',
  'worker image': 'Making the image that compiles and simulates',
  'distcc image': 'Making the image of the compile servers',
  'dashboard image': 'Making the image of the queue dashboard',
  deploy: 'Deploying the services',
  start: 'Waiting until every service is healthy',
  stop: 'Stopping the services',
  volumes: 'Removing its data',
  clean: 'Removing passwords and labels',
  done: 'Done',
};

/** A stage of work on a swarm in words. */
export function describeStage(stage: string): string {
  return stages[stage] ?? stage;
}

const workWords = {
  deploy: {
    working: 'The stack is being set up',
    done: 'The stack was set up',
    failed: 'The stack could not be set up',
    cancelled: 'Setting up the stack was cancelled',
  },
  remove: {
    working: 'The stack is being removed',
    done: 'The stack was removed',
    failed: 'The stack could not be removed',
    cancelled: 'Removing the stack was cancelled',
  },
} as const;

/** Long work on a swarm as a heading. */
export function describeWork({ what, phase }: Pick<SwarmWork, 'what' | 'phase'>): string {
  return workWords[what][phase];
}

/** What a person does about work that was cancelled in its middle. */
export function describeCancelled(what: SwarmWork['what']): string {
  return what === 'deploy'
    ? 'What is there already stays. Set it up again to finish; nothing is done twice.'
    : 'What is left stays. Remove it again to finish.';
}

/** Why no campaign can be given to a swarm now, shortly. */
export function describeWhyNot({ phase }: ClusterState): string | undefined {
  const reasons: Partial<Record<ClusterState['phase'], string>> = {
    disconnected: 'It is not connected.',
    connecting: 'It is being connected.',
    bare: 'It is not set up yet.',
    working: 'It is being worked on.',
    unreachable: 'It does not answer.',
  };
  return reasons[phase];
}

/** The step that makes a swarm take campaigns: the label of a link to its page; undefined where one can only wait. */
export function describeRemedy({ phase }: ClusterState): string | undefined {
  const remedies: Partial<Record<ClusterState['phase'], string>> = {
    disconnected: 'Connect it',
    bare: 'Set it up',
    working: 'See how far it is',
    unreachable: 'See what is wrong',
  };
  return remedies[phase];
}

/** A node's state: whether it is there, and whether it takes work. */
export function describeNode({ state, availability }: Pick<SwarmNode, 'state' | 'availability'>): SwarmWords {
  if (state === 'down') return { text: 'Down', look: 'bad', note: 'Its runs are done again on other nodes.' };
  if (state === 'disconnected') return { text: 'Disconnected', look: 'bad', note: 'The manager has lost it.' };
  if (state === 'unknown') return { text: 'Unknown', look: 'busy' };
  if (availability === 'drain') return { text: 'Ready, drained', look: 'quiet', note: 'It takes no work.' };
  if (availability === 'pause') return { text: 'Ready, paused', look: 'quiet', note: 'It takes no new work.' };
  return { text: 'Ready', look: 'good' };
}

/** What a node is in its swarm. */
export function describeRole({ role, leader, home }: Pick<SwarmNode, 'role' | 'leader' | 'home'>): string {
  const kind = role === 'manager' ? (leader ? 'Manager, leader' : 'Manager') : 'Worker';
  return home ? `${kind}, keeps the data` : kind;
}

const purposes: Readonly<Record<string, string>> = {
  builder: 'compiles projects and queues their runs',
  dashboard: 'shows the queues',
  distcc: 'compiles for the builder',
  mongo: 'keeps results and programs',
  redis: 'keeps the queues',
  runner: 'simulates, one run each',
  visualizer: 'shows where containers are',
};

/** What a service of the stack is for. */
export function describePurpose(service: string): string | undefined {
  return purposes[service];
}

/** How a service is. Runners are asked for by the dozen so that they fill whatever cores there are; those that wait are no fault. */
export function describeService({ name, wanted, running, pending, problems }: SwarmService): SwarmWords {
  const filled = name === 'runner' && running > 0 && running + pending >= wanted;
  if (running >= wanted && wanted > 0)
    return { text: wanted === 1 ? 'Runs' : `All ${formatCount(wanted)} run`, look: 'good' };
  if (filled)
    return {
      text: `${formatCount(running)} run`,
      look: 'good',
      note: `They fill the cores there are; ${formatCount(pending)} more would start on more nodes.`,
    };
  if (wanted === 0) return { text: 'No node for it', look: 'quiet' };
  const text = `${formatCount(running)} of ${formatCount(wanted)} run`;
  return { text, look: problems.length > 0 ? 'bad' : 'busy' };
}

/** What keeps a service from running; nothing where waiting is as it should be. */
export function problemsOf(service: SwarmService): readonly string[] {
  return describeService(service).look === 'good' ? [] : service.problems;
}

const taskStates: Readonly<Record<string, SwarmWords>> = {
  running: { text: 'Running', look: 'good' },
  failed: { text: 'Failed', look: 'bad' },
  rejected: { text: 'Rejected', look: 'bad' },
  orphaned: { text: 'Lost with its node', look: 'bad' },
  pending: { text: 'Waits for room', look: 'quiet' },
  complete: { text: 'Ended', look: 'quiet' },
  shutdown: { text: 'Stopped', look: 'quiet' },
  remove: { text: 'Being removed', look: 'quiet' },
};

/** A task's state in Docker's terms, made readable; every other one is on its way to running. */
export function describeTask({ state }: Pick<SwarmTask, 'state'>): SwarmWords {
  return taskStates[state] ?? { text: `Starting (${state})`, look: 'busy' };
}

/** What removing the data of a swarm would lose. */
export function describeDataLoss(name: string): string {
  return (
    `Everything ${name} keeps is erased on all its nodes: queued work, compiled programs, and every result that was ` +
    'not fetched yet. Results that are only there are lost for good. Results on this computer stay.'
  );
}

/** Where the results of a run on a swarm are. */
export function describePlace(place: NonNullable<RunRow['place']>): string {
  const words = { there: 'Only on the swarm', fetching: 'Being fetched', here: 'Here too' } as const;
  return words[place];
}

/** How many runs have their results where. */
export interface PlaceCounts {
  readonly there: number;
  readonly fetching: number;
  readonly here: number;
}

/** How far results are fetched, in one line. */
export function describeFetching(counts: PlaceCounts, bytesPerSecond: number): string {
  const all = counts.there + counts.fetching + counts.here;
  if (counts.here === all) return `all of ${formatCounted(all, 'run')}`;
  const rate = bytesPerSecond > 0 ? ` at ${formatBytes(bytesPerSecond)}/s` : '';
  const parts = [
    `${formatCount(counts.here)} of ${formatCounted(all, 'run')}`,
    ...(counts.fetching > 0 ? [`${formatCount(counts.fetching)} being fetched${rate}`] : []),
    ...(counts.there > 0 ? [`${formatCount(counts.there)} only on the swarm`] : []),
  ];
  return parts.join(', ');
}
