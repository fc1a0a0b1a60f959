import type { SwarmNode, SwarmState, SwarmTask } from '../../../contract/swarms.ts';
import { describeTask } from '../../words/describe-swarm.ts';

/** A task with the name of the node it is on. */
export interface TaskRow extends SwarmTask {
  readonly node: string;
}

/** Which tasks are shown: those that live, those that did not work, or all that Docker remembers. */
export type TaskGroup = 'present' | 'failed' | 'all';

export interface TaskFilter {
  readonly group: TaskGroup;
  readonly text: string;
}

export interface TaskSorting {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Tasks as a table shows them: filtered and sorted. */
export function toTaskRows(
  { tasks, nodes }: Pick<SwarmState, 'tasks' | 'nodes'>,
  filter: TaskFilter,
  { column, isDescending }: TaskSorting,
): TaskRow[] {
  const names = new Map(nodes.map(({ id, hostname }) => [id, hostname]));
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = tasks
    .map(task => ({ ...task, node: (task.nodeId && names.get(task.nodeId)) ?? '' }))
    .filter(row => isInGroup(row, filter.group) && words.every(word => textOf(row).includes(word)));
  const sign = isDescending ? -1 : 1;
  return rows.sort((a, b) => sign * compare(orderOf(a, column), orderOf(b, column)) || compare(a.id, b.id));
}

function isInGroup({ state, desired }: SwarmTask, group: TaskGroup): boolean {
  if (group === 'all') return true;
  const isFailed = describeTask({ state }).look === 'bad';
  return group === 'failed' ? isFailed : desired === 'running' && !isFailed;
}

function textOf(row: TaskRow): string {
  const name = row.slot === undefined ? row.service : `${row.service}.${row.slot}`;
  return `${name} ${row.node} ${describeTask(row).text} ${row.message} ${row.image}`.toLowerCase();
}

function orderOf(row: TaskRow, column: string): string | number {
  if (column === 'service') return `${row.service} ${String(row.slot ?? 0).padStart(6, '0')}`;
  if (column === 'state') return describeTask(row).text;
  return column === 'since' ? row.since : column === 'node' ? row.node : row.message;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many tasks run on each node. */
export function countTasks({ tasks }: Pick<SwarmState, 'tasks'>): ReadonlyMap<SwarmNode['id'], number> {
  const counts = new Map<string, number>();
  for (const { nodeId, state } of tasks) {
    if (nodeId !== undefined && state === 'running') counts.set(nodeId, (counts.get(nodeId) ?? 0) + 1);
  }
  return counts;
}
