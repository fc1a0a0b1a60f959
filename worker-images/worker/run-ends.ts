import type { RunEnd, RunState } from '../../contract/runs.ts';

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

/** Whether another attempt would end the same way. */
export function isDeterministic(end: RunEnd): boolean {
  return deterministic.has(end.reason);
}

/** The state a run is in after it ended so. */
export function stateAfter(end: RunEnd): RunState {
  switch (end.reason) {
    case 'finished':
    case 'truncated':
    case 'cancelled':
    case 'interrupted':
      return end.reason;
    default:
      return 'failed';
  }
}

// What a broken or cancelled run wrote looks complete but is not.
const keeping: ReadonlySet<RunEnd['reason']> = new Set(['finished', 'truncated', 'fingerprint-mismatch']);

/** Whether a run that ended so leaves results worth having. */
export function keepsResults(end: RunEnd): boolean {
  return keeping.has(end.reason);
}
