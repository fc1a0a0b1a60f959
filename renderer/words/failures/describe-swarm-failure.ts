import { assertNever } from '../assert-never.ts';
import type { FailureOf, FailureWords } from './failure-words.ts';

/** Words for a Docker engine that does not do what was asked. */
export function describeDocker(failure: FailureOf<'docker'>): FailureWords {
  switch (failure.code) {
    case 'docker.unreachable':
      return {
        title: 'Docker does not answer',
        advice: `Nothing answers at ${failure.details.address} (${failure.details.problem}). Is Docker started, and may you use its socket?`,
        action: 'retry',
      };
    case 'docker.too-old':
      return {
        title: `Docker ${failure.details.found} is too old`,
        advice: `The manager needs Docker ${failure.details.needed} or newer.`,
      };
    case 'docker.refused':
      return {
        title: `Docker refused ${failure.details.action}`,
        advice: `It said: ${failure.details.message}`,
        action: 'retry',
      };
    default:
      return assertNever(failure);
  }
}

/** Words for a swarm whose stack cannot be deployed, or does not get well. */
export function describeSwarm(failure: FailureOf<'swarm'>): FailureWords {
  switch (failure.code) {
    case 'swarm.inactive':
      return {
        title: 'This Docker is in no swarm yet',
        advice: `${failure.details.address} works alone. Let simswarm make a swarm of it, or run "docker swarm init" there.`,
      };
    case 'swarm.not-a-manager':
      return {
        title: 'This node does not manage the swarm',
        advice: `${failure.details.address} is a worker. Connect to the manager instead.`,
      };
    case 'swarm.not-home':
      return {
        title: 'Another manager keeps the data',
        advice: `Results and queues are on ${failure.details.home}. Connect to that one.`,
      };
    case 'swarm.credentials-differ':
      return {
        title: 'The swarm was set up with other passwords',
        advice: `${failure.details.secret} is not the one known here. Deploy from the computer that set it up, or remove the stack with its volumes first.`,
      };
    case 'swarm.image-failed':
      return {
        title: `The ${failure.details.image} image could not be built`,
        advice: 'The last lines of the build say why. Downloads may fail for a moment: try again.',
        action: 'retry',
        output: failure.details.lines,
      };
    case 'swarm.not-healthy':
      return {
        title: 'Not every service is well',
        advice: 'The stack is deployed and goes on trying. docs/operations.md lists causes by symptom.',
        action: 'retry',
        output: failure.details.services.map(({ name, problem }) => `${name}: ${problem}`),
      };
    default:
      return assertNever(failure);
  }
}
