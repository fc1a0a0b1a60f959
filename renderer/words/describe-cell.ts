import type { RunCounts } from '../../contract/campaigns.ts';
import type { Estimate } from '../../contract/results.ts';
import { describeRunState, runStates } from './describe-run-end.ts';
import { formatEstimate } from './format-number.ts';

interface Cell {
  readonly counts: RunCounts;
  readonly total: number;
}

/** How many of a point's runs have results. */
export function doneOf({ counts }: Cell): number {
  return counts.finished + counts.reused + counts.truncated;
}

/** What a point of the map looks like: what needs attention first, then what goes on, then what is done. */
export function lookOfCell({ counts, total }: Cell): keyof RunCounts {
  if (counts.failed > 0) return 'failed';
  if (counts.interrupted > 0) return 'interrupted';
  if (counts.running > 0) return 'running';
  if (counts.truncated > 0) return 'truncated';
  if (counts.reused === total) return 'reused';
  if (counts.finished + counts.reused === total) return 'finished';
  if (counts.cancelled > 0) return 'cancelled';
  return 'waiting';
}

/** A point's runs in words, and the value of a scalar where one is shown. */
export function describeCell(cell: Cell, estimate?: Estimate, name?: string, unit?: string): string {
  const present = runStates.filter(state => cell.counts[state] > 0);
  const states = present.map(state => `${cell.counts[state]} ${describeRunState(state).toLowerCase()}`).join(', ');
  if (!estimate) return states;
  const half = estimate.high === undefined ? undefined : estimate.high - estimate.mean;
  const value = `${formatEstimate(estimate.mean, half)}${unit ? ` ${unit}` : ''}`;
  return `${name ? `${name} = ` : ''}${value} (${estimate.n === 1 ? '1 run' : `${estimate.n} runs`}) · ${states}`;
}
