import type { Cluster, ClusterState } from '../../contract/clusters.ts';
import { assertNever } from './assert-never.ts';
import { describeStage } from './describe-swarm.ts';
import { formatCounted } from './format-number.ts';

/** A cluster's state in a word, with a sentence where a word is not enough. */
export function describeClusterState(state: ClusterState): { short: string; sentence: string | undefined } {
  switch (state.phase) {
    case 'disconnected':
      return { short: 'Not connected', sentence: 'What was given to it goes on there.' };
    case 'connecting':
      return { short: 'Connecting', sentence: `${describeStage(state.stage)}.` };
    case 'bare':
      return { short: 'Not set up', sentence: 'It answers, but what runs simulations is not deployed there yet.' };
    case 'working':
      return {
        short: state.what === 'deploy' ? 'Being set up' : 'Being taken down',
        sentence: describeStage(state.progress.stage),
      };
    case 'ready':
      return { short: 'Is ready', sentence: undefined };
    case 'degraded':
      return { short: 'Works with limits', sentence: 'It takes runs, but something is wrong with it.' };
    case 'unreachable':
      return { short: 'Does not answer', sentence: 'What was given to it goes on there; it is asked again and again.' };
    default:
      return assertNever(state);
  }
}

/** Whether runs can be given to a cluster now. */
export function takesRuns({ phase }: ClusterState): boolean {
  return phase === 'ready' || phase === 'degraded';
}

/** How much a cluster can do at once: `7 runs at once on 8 cores`. */
export function describeSlots({
  slots,
  cores,
  nodes,
  kind,
}: Pick<Cluster, 'slots' | 'cores' | 'nodes' | 'kind'>): string {
  const where =
    kind === 'local'
      ? formatCounted(cores, 'core')
      : `${formatCounted(cores, 'core')} of ${formatCounted(nodes, 'node')}`;
  return `${formatCounted(slots.total, 'run')} at once on ${where}`;
}
