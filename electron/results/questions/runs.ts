import type { Part } from '../catalogue/snapshot.ts';
import { runAttributes, type Selection } from './selection.ts';

/** One simulation execution as its files tell it. */
export interface ListedRun {
  readonly id: string;
  readonly values: Record<string, string>;
  readonly repetition?: string;
  /** Files that hold something of it, relative to the source's folder. */
  readonly paths: readonly string[];
}

/** The runs of a selection in the order of their files, at most `limit` of them, and how many there are in all. */
export function listRuns(selection: Selection, limit: number): { runs: ListedRun[]; total: number } {
  const parts = Map.groupBy(selection.parts, part => part.run.index);
  const runs = [...parts.values()].slice(0, limit).map(same => describeRun(selection, same));
  return { runs, total: parts.size };
}

function describeRun({ snapshot }: Selection, parts: readonly Part[]): ListedRun {
  const { run } = parts[0]!;
  const { repetition } = runAttributes(snapshot, run.id);
  return {
    id: run.name,
    values: Object.fromEntries(run.iterations),
    paths: parts.map(part => part.path),
    ...(repetition === undefined ? {} : { repetition }),
  };
}
