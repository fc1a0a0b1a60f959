import { createHash } from 'node:crypto';
import type { FailureGroup } from '../../../contract/campaigns.ts';
import type { RunEnd, RunRow } from '../../../contract/runs.ts';

/** What makes two bad ends alike; undefined for ends that are no failure. */
export function failureSignature(end: RunEnd): string | undefined {
  switch (end.reason) {
    case 'model-error':
      return end.error.signature;
    case 'crashed':
      return `crashed with ${end.signal}`;
    case 'killed':
      return `stopped at the ${end.limit} limit`;
    case 'could-not-start':
      return `could not start: ${end.message}`;
    case 'unclear':
      return `ended with exit code ${end.exitCode} and no end message`;
    case 'fingerprint-mismatch':
      return 'fingerprint mismatch';
    case 'not-stored':
      return `results not stored: ${end.failure.code}`;
    case 'interrupted':
      return `interrupted by the ${end.by}`;
    case 'finished':
    case 'truncated':
    case 'cancelled':
      return undefined;
  }
}

// A simulation is deterministic: these ends come again with every attempt.
const deterministic: ReadonlySet<RunEnd['reason']> = new Set([
  'model-error',
  'crashed',
  'fingerprint-mismatch',
  'could-not-start',
]);

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
    worthRetrying: end !== undefined && !deterministic.has(end.reason),
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
