import { fromFailureRecord } from '../../contract/failure.ts';
import type { RunEnd, RunState } from '../../contract/runs.ts';
import { assertNever } from './assert-never.ts';
import { asFailure, describeFailure } from './describe-failure.ts';
import { formatBytes } from './format-bytes.ts';
import { formatDuration } from './format-duration.ts';

/** How a run ended in words: a few for a table, a sentence, and what it means for its results. */
export interface RunEndWords {
  readonly short: string;
  readonly sentence: string;
  readonly meaning: string;
}

/** Finds the words for every way a run can end; a reason without words does not compile. */
export function describeRunEnd(end: RunEnd): RunEndWords {
  switch (end.reason) {
    case 'finished':
      return {
        short: 'Finished',
        sentence: `${end.text}${end.simulatedTime === undefined ? '' : ` at t = ${end.simulatedTime} s`}.`,
        meaning: 'Its results are complete.',
      };
    case 'truncated':
      return {
        short: end.limit === 'cpu-time' ? 'Cut short: CPU time' : 'Cut short: real time',
        sentence: `The configuration's own ${end.limit === 'cpu-time' ? 'CPU' : 'real'} time limit ended it before its simulation time limit.`,
        meaning: 'Its results are kept but cover less simulated time than the others. Raise the limit to complete it.',
      };
    case 'model-error':
      return describeModelError(end);
    case 'fingerprint-mismatch':
      return {
        short: 'Fingerprint mismatch',
        sentence: `Its fingerprint is ${end.calculated}, but ${end.expected} was expected.`,
        meaning:
          'The simulation did something else than when the fingerprint was taken. Its results may still be valid.',
      };
    case 'crashed':
      return {
        short: `Crashed: ${end.signal}`,
        sentence: `The program crashed with ${describeSignal(end.signal)}${end.lastLine === undefined ? '' : `, after printing “${end.lastLine}”`}.`,
        meaning: 'A fault in the program: it will crash there again. Run it in a debugger with the command below.',
      };
    case 'killed':
      return describeKill(end);
    case 'cancelled':
      return {
        short: 'Cancelled',
        sentence: 'It was cancelled.',
        meaning: 'It has no valid results. Retry it to have them.',
      };
    case 'could-not-start':
      return {
        short: 'Could not start',
        sentence: end.message,
        meaning: 'The program ended before the simulation began. Correct the configuration or the command and retry.',
      };
    case 'unclear':
      return {
        short: 'Unclear end',
        sentence: `It ended with exit code ${end.exitCode} without saying that it was done${end.lastLine === undefined ? '' : `; its last line was “${end.lastLine}”`}.`,
        meaning: 'Its results cannot be trusted. Look at its log, then retry it.',
      };
    case 'interrupted':
      return describeInterruption(end.by);
    case 'not-stored': {
      const { title, advice } = describeFailure(asFailure(fromFailureRecord(end.failure)));
      return {
        short: 'Results not stored',
        sentence: `The simulation ended well, but its results could not be put in their place: ${title}.`,
        meaning: advice,
      };
    }
    default:
      return assertNever(end);
  }
}

/** A run's state in a word. */
export function describeRunState(state: RunState): string {
  return stateWords[state];
}

/** What each state of a run means: for titles and the help page. */
export function explainRunState(state: RunState): string {
  return stateMeanings[state];
}

/** The order in which states are listed: what has ended, well before badly, then what goes on, then what is still to come. */
export const runStates: readonly RunState[] = [
  'finished',
  'reused',
  'truncated',
  'failed',
  'interrupted',
  'cancelled',
  'running',
  'waiting',
];

const stateWords: Readonly<Record<RunState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  finished: 'Finished',
  truncated: 'Cut short',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
  reused: 'Reused',
};

const stateMeanings: Readonly<Record<RunState, string>> = {
  waiting: 'It starts as soon as a slot is free.',
  running: 'A simulation process is working on it.',
  finished: 'It ended well and its results are complete.',
  truncated: 'A time limit of the configuration ended it early; its results are kept but marked.',
  failed: 'It ended with an error; the reason is told beside it.',
  cancelled: 'Somebody cancelled it.',
  interrupted: 'The application or the computer stopped under it.',
  reused: 'A valid result set of an identical earlier run was already there.',
};

function describeModelError({ error }: Extract<RunEnd, { reason: 'model-error' }>): RunEndWords {
  const module = error.module === undefined ? '' : ` in ${error.module}`;
  const time = error.simulatedTime === undefined ? '' : ` at t = ${error.simulatedTime} s`;
  const phase = error.phase === undefined ? '' : ` during ${error.phase}`;
  return {
    short: error.message,
    sentence: `The model reported${module}${time}${phase}: ${error.message}`,
    meaning: 'An error of the model: the same parameters end the same way. Correct the model or the parameters.',
  };
}

const limitWords = {
  memory: ['memory', 'Memory limit'],
  'wall-time': ['run time', 'Time limit'],
  'cpu-time': ['CPU time', 'CPU time limit'],
  'log-size': ['log size', 'Log limit'],
  'result-size': ['result size', 'Result limit'],
} as const;

function describeKill({ limit, allowed, used }: Extract<RunEnd, { reason: 'killed' }>): RunEndWords {
  const [name, short] = limitWords[limit];
  const format = limit === 'wall-time' || limit === 'cpu-time' ? formatDuration : formatBytes;
  return {
    short,
    sentence: `It was stopped because its ${name} reached ${format(used)}; ${format(allowed)} is allowed.`,
    meaning: 'It has no valid results. Raise the limit in the campaign’s settings, or give the run less to do.',
  };
}

function describeInterruption(by: Extract<RunEnd, { reason: 'interrupted' }>['by']): RunEndWords {
  const what = { application: 'simswarm itself was ended', node: 'the node went away', worker: 'the worker was ended' };
  return {
    short: 'Interrupted',
    sentence: `It was under way when ${what[by]}.`,
    meaning: 'Nothing is wrong with the run. Use “Run missing” to do it again.',
  };
}

const signalWords: Readonly<Record<string, string>> = {
  SIGSEGV: 'a segmentation fault (SIGSEGV)',
  SIGABRT: 'an abort (SIGABRT)',
  SIGFPE: 'an arithmetic fault (SIGFPE)',
  SIGBUS: 'a bus error (SIGBUS)',
  SIGILL: 'an illegal instruction (SIGILL)',
  SIGKILL: 'SIGKILL; the operating system may have been out of memory',
};

function describeSignal(signal: string): string {
  return signalWords[signal] ?? signal;
}
