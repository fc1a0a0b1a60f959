import { assertNever } from '../assert-never.ts';
import type { FailureOf, FailureWords } from './failure-words.ts';

/** Words for what a campaign cannot do now. */
export function describeCampaign(failure: FailureOf<'campaign'>): FailureWords {
  switch (failure.code) {
    case 'campaign.empty':
      return {
        title: 'There is no run to do',
        advice: failure.details.filter
          ? `No run of ${failure.details.configuration} matches ${failure.details.filter}. Widen the filter.`
          : `${failure.details.configuration} expands to no runs. Look at its constraint and repeat.`,
      };
    case 'campaign.still-running':
      return { title: 'The campaign is still running', advice: 'Wait for its end, or cancel it first.' };
    case 'campaign.ended':
      return { title: 'The campaign has ended', advice: 'Use "Run missing" to complete it, or start a new one.' };
    case 'campaign.not-paused':
      return { title: 'The campaign is not paused', advice: 'It is going on already.' };
    default:
      return assertNever(failure);
  }
}

/** Words for clusters that cannot do what was asked. */
export function describeCluster(failure: FailureOf<'cluster'>): FailureWords {
  switch (failure.code) {
    case 'cluster.unreachable':
      return {
        title: 'The cluster does not answer',
        advice: `Nothing answers at ${failure.details.address}. Is it switched on, and the network up? Its runs go on without us.`,
        action: 'retry',
      };
    case 'cluster.password-refused':
      return {
        title: 'The cluster refused the password',
        advice: `${failure.details.address} was set up with another one: somebody else deployed it.`,
      };
    case 'cluster.not-a-manager':
      return { title: 'This node does not manage the swarm', advice: 'Connect to a manager node instead.' };
    case 'cluster.no-slots':
      return {
        title: 'The cluster has no room for runs',
        advice: 'It has no slots. Allow some in Settings, or choose another cluster.',
        action: 'open-settings',
      };
    case 'cluster.exists':
      return { title: `There is already a cluster ${failure.details.name}`, advice: 'Choose another name.' };
    default:
      return assertNever(failure);
  }
}

/** Words for what a swarm stored. */
export function describeStore(failure: FailureOf<'store'>): FailureWords {
  return {
    title: 'A stored file is damaged',
    advice: `${failure.details.file}: ${failure.details.problem}. Retry the run it belongs to.`,
    action: 'retry',
  };
}

/** Words for result files and questions about them. */
export function describeResults(failure: FailureOf<'results'>): FailureWords {
  switch (failure.code) {
    case 'results.unreadable':
      return { title: 'A result file cannot be read', advice: `${failure.details.path}: ${failure.details.problem}.` };
    case 'results.filter-invalid':
      return {
        title: 'The filter has a mistake',
        advice: `At character ${failure.details.position + 1}: ${failure.details.problem}.`,
      };
    case 'results.changed':
      return {
        title: 'A result file changed while it was read',
        advice: `${failure.details.path} is still being written. Try again in a moment.`,
        action: 'retry',
      };
    default:
      return assertNever(failure);
  }
}
