import type { AnyFailure } from '../../contract/failure.ts';
import { describeFailure } from './describe-failure.ts';

/** The fields of the form that adds a swarm. */
export type AddField = 'name' | 'path' | 'initialise';

/** The field a failure to add a swarm belongs to; undefined where it belongs to none. */
export function fieldOfAddFailure({ code }: AnyFailure): AddField | undefined {
  if (code === 'cluster.exists') return 'name';
  if (code === 'swarm.inactive') return 'initialise';
  return code.startsWith('docker.') || code === 'swarm.not-a-manager' || code === 'swarm.known' ? 'path' : undefined;
}

/** A failure beside a field: what happened and what to do, in one breath. */
export function describeAtField(failure: AnyFailure): string {
  if (failure.code === 'swarm.inactive')
    return `The Docker engine at ${failure.details.address} is in no swarm yet. Tick this, and one is made of it.`;
  const { title, advice } = describeFailure(failure);
  return `${title}. ${advice}`;
}

/** Images of the stack that can be chosen, in the words of the form. */
export const imageFields = [
  {
    key: 'simulatorImage',
    label: 'Simulator image',
    description: 'OMNeT++ with its compilers: what projects are compiled and run in',
    isNeeded: true,
  },
  { key: 'nodeImage', label: 'Node image', description: 'Brings Node to the workers', isNeeded: true },
  { key: 'redisImage', label: 'Redis image', description: 'Keeps the queues', isNeeded: false },
  { key: 'mongoImage', label: 'MongoDB image', description: 'Keeps results and programs', isNeeded: false },
  { key: 'visualizerImage', label: 'Visualizer image', description: 'Shows where containers are', isNeeded: false },
  {
    key: 'registryImage',
    label: 'Registry image',
    description: 'Carries our images between nodes, where there are several',
    isNeeded: false,
  },
] as const;

/** Says what is wrong with an image's name as it was typed; undefined for a good one. */
export function describeImageProblem(text: string, isNeeded: boolean): string | undefined {
  if (text === '') return isNeeded ? 'An image is needed, e.g. registry.example/name:tag' : undefined;
  return /^[a-z0-9][\w.:/@-]*$/i.test(text) ? undefined : 'This is no name of an image: name:tag, without spaces';
}
