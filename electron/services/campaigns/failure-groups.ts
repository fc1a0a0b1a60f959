import { createHash } from 'node:crypto';
import type { FailureGroup } from '../../../contract/campaigns.ts';
import type { RunRow, RunState } from '../../../contract/runs.ts';
import { failureSignature, isDeterministic } from '../../../worker-images/worker/run-ends.ts';

const undecided: ReadonlySet<RunState> = new Set(['cancelled', 'interrupted']);

/** Groups failed runs that died alike, largest group first, with the parameter values that set each apart. */
export function groupFailures(rows: Iterable<RunRow>, iterationVariables: readonly string[]): FailureGroup[] {
  const all = [...rows];
  // What has not come to an end of its own tells nothing: it may yet die of the same.
  const ended = all.filter(row => row.end !== undefined && !undecided.has(row.state));
  const groups = new Map<string, RunRow[]>();
  for (const row of all) {
    const signature = row.state === 'failed' && row.end ? failureSignature(row.end) : undefined;
    if (signature === undefined) continue;
    const group = groups.get(signature);
    if (group) group.push(row);
    else groups.set(signature, [row]);
  }
  return [...groups]
    .map(([signature, members]) => toGroup(signature, members, ended, iterationVariables))
    .sort((a, b) => b.runIds.length - a.runIds.length);
}

function toGroup(
  signature: string,
  members: readonly RunRow[],
  ended: readonly RunRow[],
  variables: readonly string[],
): FailureGroup {
  const end = members[0]?.end;
  return {
    id: createHash('sha256').update(signature).digest('hex').slice(0, 12),
    signature,
    example: end?.reason === 'model-error' ? end.error.message : signature,
    runIds: members.map(row => row.id),
    shared: sharedValues(members, ended, variables),
    worthRetrying: end !== undefined && !isDeterministic(end),
  };
}

function sharedValues(
  members: readonly RunRow[],
  ended: readonly RunRow[],
  variables: readonly string[],
): FailureGroup['shared'] {
  return variables
    .flatMap((variable, index) => {
      const theirs = new Set(members.map(row => row.values[index] ?? ''));
      const all = [...new Set(ended.map(row => row.values[index] ?? ''))];
      const tellsApart = theirs.size < all.length;
      // As many values as runs are no coincidence worth a word, only different runs.
      const isShared = theirs.size === 1 || theirs.size < members.length;
      return tellsApart && isShared
        ? [{ variable, values: all.filter(value => theirs.has(value)), share: theirs.size / all.length }]
        : [];
    })
    .sort((a, b) => a.share - b.share)
    .map(({ variable, values }) => ({ variable, values }));
}
