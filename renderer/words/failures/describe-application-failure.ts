import { assertNever } from '../assert-never.ts';
import { formatCommand } from '../format-command.ts';
import { describeExit, type FailureOf, type FailureWords } from './failure-words.ts';

/** Words for questions that cannot be answered at all. */
export function describeRequest(failure: FailureOf<'request'>): FailureWords {
  switch (failure.code) {
    case 'request.invalid':
      return {
        title: 'The question was not understood',
        advice: `Check what was entered: ${failure.details.problem}.`,
      };
    case 'request.not-found':
      return {
        title: `There is no such ${failure.details.what}`,
        advice: `It may have been deleted meanwhile (${failure.details.id}).`,
      };
    case 'request.unauthorised':
      return {
        title: 'This page has no key to the application',
        advice: 'Open the address that the application printed when it started; the key is in the part after the #.',
      };
    default:
      return assertNever(failure);
  }
}

/** Words for trouble with the application itself. */
export function describeHost(failure: FailureOf<'host'>): FailureWords {
  switch (failure.code) {
    case 'host.disconnected':
      return {
        title: 'The application cannot be reached',
        advice: 'It may have been closed. This page connects again by itself as soon as it is back.',
        action: 'retry',
      };
    case 'host.port-occupied':
      return {
        title: `Port ${failure.details.port} is taken`,
        advice: 'Another program listens there. Choose another port, or leave the choice to simswarm.',
      };
    case 'host.node-too-old':
      return {
        title: `Node ${failure.details.found} is too old`,
        advice: `simswarm needs Node ${failure.details.needed} or newer.`,
      };
    default:
      return assertNever(failure);
  }
}

/** Words for programs that are missing or failed. */
export function describeTool(failure: FailureOf<'tool'>): FailureWords {
  switch (failure.code) {
    case 'tool.missing':
      return {
        title: `${failure.details.tool} was not found`,
        advice: `It is needed for ${failure.details.neededFor}. Install it, or name its folder in Settings.`,
        action: 'open-settings',
      };
    case 'tool.failed':
      return {
        title: `${failure.details.command[0] ?? 'A program'} failed${describeExit(failure.details)}`,
        advice: `Its last lines say why. Command: ${formatCommand(failure.details.command)}`,
        action: 'retry',
        output: failure.details.lastLines,
      };
    default:
      return assertNever(failure);
  }
}

/** Words for trouble with the list of campaigns. */
export function describeHistory(failure: FailureOf<'history'>): FailureWords {
  const { path } = failure.details;
  switch (failure.code) {
    case 'history.corrupt':
      return {
        title: 'The list of campaigns was damaged',
        advice: `${path} could not be read. A copy was kept at ${failure.details.backup}, and an empty list was started. Result files are untouched.`,
      };
    case 'history.newer':
      return {
        title: 'The list of campaigns is from a newer simswarm',
        advice: `${path} has version ${failure.details.found}; this simswarm knows up to ${failure.details.known}. Update simswarm, or use another storage folder.`,
      };
    case 'history.in-use':
      return { title: 'Another simswarm uses this storage', advice: `${path} is in use. Close the other one first.` };
    default:
      return assertNever(failure);
  }
}
