import type { StackSettings } from '../../../contract/swarms.ts';
import { describeImageProblem, imageFields } from '../../words/describe-stack.ts';

type ImageKey = (typeof imageFields)[number]['key'];

/** Settings of a stack as they are typed: an empty field asks for the default. */
export type StackDraft = Readonly<Record<ImageKey, string>> & {
  readonly runOnManager: boolean;
  /** Megabytes. */
  readonly runnerMemory: number | undefined;
  readonly runnerReplicas: number | undefined;
};

/** What is wrong with which image. */
export type StackProblems = Readonly<Partial<Record<ImageKey, string>>>;

const megabyte = 1_000_000;

/** Makes of settings what a form shows. */
export function toStackDraft({ runnerMemory, runnerReplicas, runOnManager, ...images }: StackSettings): StackDraft {
  const texts = Object.fromEntries(imageFields.map(({ key }) => [key, images[key] ?? '']));
  return {
    ...(texts as Record<ImageKey, string>),
    runOnManager,
    runnerMemory: runnerMemory === undefined ? undefined : Math.round(runnerMemory / megabyte),
    runnerReplicas,
  };
}

/** Finds what keeps a draft from being deployed. */
export function findStackProblems(draft: StackDraft): StackProblems {
  const found = imageFields.flatMap(({ key, isNeeded }) => {
    const problem = describeImageProblem(draft[key].trim(), isNeeded);
    return problem === undefined ? [] : [[key, problem] as const];
  });
  return Object.fromEntries(found);
}

/** Makes settings of a draft without problems. */
export function toStackSettings({ runOnManager, runnerMemory, runnerReplicas, ...texts }: StackDraft): StackSettings {
  const typed = imageFields.flatMap(({ key }) => {
    const text = texts[key].trim();
    return text === '' ? [] : [[key, text] as const];
  });
  return {
    ...(Object.fromEntries(typed) as Pick<StackSettings, 'simulatorImage' | 'nodeImage'>),
    runOnManager,
    ...(runnerMemory !== undefined && { runnerMemory: runnerMemory * megabyte }),
    ...(runnerReplicas !== undefined && { runnerReplicas }),
  };
}
