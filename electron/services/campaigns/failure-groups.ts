import { createHash } from 'node:crypto';
import type { FailureGroup } from '../../../contract/campaigns.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { failureSignature, isDeterministic } from '../../../worker-images/worker/run-ends.ts';

/** Groups failed runs that died alike, largest group first, with the parameter values that set each apart. */
export function groupFailures(rows: Iterable<RunRow>, iterationVariables: readonly string[]): FailureGroup[] {
  const all = [...rows];
  const groups = new Map<string, RunRow[]>();
  for (const row of all) {
    const signature = row.state === 'failed' && row.end ? failureSignature(row.end) : undefined;
    if (signature === undefined) continue;
    const group = groups.get(signature);
    if (group) group.push(row);
    else groups.set(signature, [row]);
  }
  return [...groups]
    .map(([signature, members]) => toGroup(signature, members, all, iterationVariables))
    .sort((a, b) => b.runIds.length - a.runIds.length);
}

function toGroup(
  signature: string,
  members: readonly RunRow[],
  all: readonly RunRow[],
  variables: readonly string[],
): FailureGroup {
  const end = members[0]?.end;
  return {
    id: createHash('sha256').update(signature).digest('hex').slice(0, 12),
    signature,
    example: end?.reason === 'model-error' ? end.error.message : signature,
    runIds: members.map(row => row.id),
    shared: sharedValues(members, all, variables),
    worthRetrying: end !== undefined && !isDeterministic(end),
  };
}

function sharedValues(
  members: readonly RunRow[],
  all: readonly RunRow[],
  variables: readonly string[],
): FailureGroup['shared'] {
  return variables.flatMap((variable, index) => {
    const value = members[0]?.values[index] ?? '';
    const isShared = members.every(row => row.values[index] === value);
    const tellsApart = all.some(row => row.values[index] !== value);
    return isShared && tellsApart ? [{ variable, value }] : [];
  });
}
