import type { KillReason, RunEnd } from '../../contract/runs.ts';
import type { CmdenvSummary } from './cmdenv.ts';
import { toModelError } from './signature.ts';

/** Why we ended a run ourselves, if we did. */
export type OurStop =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'limit'; readonly limit: KillReason; readonly allowed: number; readonly used: number };

/** Everything that is known when a simulation process is gone. */
export interface ProcessEnd {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly output: CmdenvSummary;
  /** What was asked of the process from our side before it ended. */
  readonly stop: OurStop | undefined;
}

/**
 * Tells how a run ended. Exit codes alone do not: a time limit, and up to 6.x a fingerprint mismatch, exit with 0, and a run that was
 * stopped politely leaves complete-looking results.
 */
export function classifyEnd(end: ProcessEnd): RunEnd {
  if (end.stop) return toStoppedEnd(end.stop);
  if (end.signal !== undefined) return toCrash(end.signal, end.output);
  const { fingerprint } = end.output;
  if (fingerprint && !fingerprint.verified) {
    return { reason: 'fingerprint-mismatch', calculated: fingerprint.calculated, expected: fingerprint.expected };
  }
  // A shell or a launcher script reports its child's signal as 128 + its number.
  if (end.exitCode !== undefined && end.exitCode > 128) return toCrash(signalName(end.exitCode - 128), end.output);
  return end.exitCode === 0 ? toGoodEnd(end.output) : toBadEnd(end.exitCode ?? 1, end.output);
}

function toStoppedEnd(stop: OurStop): RunEnd {
  if (stop.kind === 'cancelled') return { reason: 'cancelled' };
  return { reason: 'killed', limit: stop.limit, allowed: stop.allowed, used: stop.used };
}

function toCrash(signal: string, output: CmdenvSummary): RunEnd {
  return { reason: 'crashed', signal, ...(output.lastLine === undefined ? {} : { lastLine: output.lastLine }) };
}

function toGoodEnd(output: CmdenvSummary): RunEnd {
  const message = output.lastMessage;
  if (output.lastError) return { reason: 'model-error', error: toModelError(output.lastError), exitCode: 0 };
  if (!message)
    return { reason: 'unclear', exitCode: 0, ...(output.lastLine === undefined ? {} : { lastLine: output.lastLine }) };
  const reached = {
    ...(message.simulatedTime === undefined ? {} : { simulatedTime: message.simulatedTime }),
    ...(message.event === undefined ? {} : { events: message.event }),
  };
  if (/^CPU time limit reached/i.test(message.text)) return { reason: 'truncated', limit: 'cpu-time', ...reached };
  if (/^Real-?time limit reached/i.test(message.text)) return { reason: 'truncated', limit: 'real-time', ...reached };
  return {
    reason: 'finished',
    text: message.text,
    ...reached,
    ...(output.fingerprint ? { fingerprint: output.fingerprint.calculated } : {}),
  };
}

function toBadEnd(exitCode: number, output: CmdenvSummary): RunEnd {
  // Somebody else's SIGINT or SIGTERM: the simulation ended politely and says so with 2.
  if (exitCode === 2 && !output.lastError) return { reason: 'interrupted', by: 'node' };
  const error = output.lastError;
  if (!error)
    return { reason: 'unclear', exitCode, ...(output.lastLine === undefined ? {} : { lastLine: output.lastLine }) };
  const tellsOfModel =
    output.started || error.module !== undefined || error.phase !== undefined || error.event !== undefined;
  if (tellsOfModel) return { reason: 'model-error', error: toModelError(error), exitCode };
  return { reason: 'could-not-start', message: error.text, exitCode };
}

const signals: ReadonlyMap<number, string> = new Map([
  [4, 'SIGILL'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [15, 'SIGTERM'],
]);

function signalName(number: number): string {
  return signals.get(number) ?? `signal ${number}`;
}
