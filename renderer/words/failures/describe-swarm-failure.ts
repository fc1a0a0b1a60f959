import { assertNever } from '../assert-never.ts';
import type { FailureOf, FailureWords } from './failure-words.ts';

/** Words for a Docker engine that does not do what was asked. */
export function describeDocker(failure: FailureOf<'docker'>): FailureWords {
  switch (failure.code) {
    case 'docker.unreachable':
      return {
        title: 'Docker does not answer',
        advice: `Nothing answers at ${failure.details.address} (${failure.details.problem}). Is Docker running there, and may you use its socket?`,
        action: 'retry',
      };
    case 'docker.too-old':
      return {
        title: `Docker ${failure.details.found} is too old`,
        advice: `The engine at ${failure.details.address} must be at least version ${failure.details.needed}.`,
      };
    case 'docker.refused':
      return {
        title: `Docker refused: ${failure.details.action}`,
        advice: failure.details.message,
        action: 'retry',
      };
    default:
      return assertNever(failure);
  }
}

/** Words for a swarm that is not as it should be. */
export function describeSwarm(failure: FailureOf<'swarm'>): FailureWords {
  switch (failure.code) {
    case 'swarm.inactive':
      return {
        title: 'This Docker engine is in no swarm yet',
        advice: `Make one of it with “docker swarm init” at ${failure.details.address}, or let simswarm do it when it is added.`,
      };
    case 'swarm.not-a-manager':
      return {
        title: 'This node does not manage its swarm',
        advice: `${failure.details.address} is a worker. Connect to a manager instead.`,
      };
    case 'swarm.not-home':
      return {
        title: 'Another manager keeps this swarm’s data',
        advice: `The volumes are on ${failure.details.home}. Connect to that one.`,
      };
    case 'swarm.credentials-differ':
      return {
        title: 'The swarm was set up with other passwords',
        advice: `Its secret ${failure.details.secret} is not the one known here: somebody else deployed it. Remove the stack there, or connect from the computer that deployed it.`,
      };
    case 'swarm.known':
      return {
        title: `This swarm is here already, as ${failure.details.name}`,
        advice: 'Open that one, or give the socket of another manager.',
      };
    case 'swarm.busy':
      return {
        title: `${failure.details.name} is being worked on`,
        advice: 'Wait until its stack is deployed or removed, or cancel that first.',
      };
    case 'swarm.in-use':
      return {
        title: `${failure.details.name} still holds what is nowhere else`,
        advice:
          'Campaigns are going on there, or their results were not fetched yet. Wait for them, or delete those campaigns; then its data can be removed.',
      };
    case 'swarm.image-failed':
      return {
        title: `The image ${failure.details.image} could not be built`,
        advice: 'The last lines of the build say why. Downloads may fail for a moment: try again.',
        action: 'retry',
        output: failure.details.lines,
      };
    case 'swarm.not-healthy':
      return {
        title: 'The stack was deployed, but not all of it is healthy',
        advice: 'It goes on trying. docs/operations.md lists causes by symptom.',
        action: 'retry',
        output: failure.details.services.map(({ name, problem }) => `${name}: ${problem}`),
      };
    case 'swarm.source-missing':
      return {
        title: 'The swarm has lost a part of the source',
        advice: `Tree ${failure.details.tree} is not there any more. Run the campaign again; its source is sent anew.`,
      };
    default:
      return assertNever(failure);
  }
}
