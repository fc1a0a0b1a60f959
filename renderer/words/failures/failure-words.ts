import type { AnyFailure } from '../../../contract/failure.ts';

/** What a button beside a failure can do about it. */
export type FailureAction = 'retry' | 'choose-project' | 'build' | 'open-settings' | 'copy-details';

/** A failure in words: what happened, to what, and what to do. */
export interface FailureWords {
  readonly title: string;
  readonly advice: string;
  readonly action?: FailureAction;
  /** Output of tools, to be shown as it is. */
  readonly output?: readonly string[];
}

/** All failures whose code starts with one word, so that their switch is complete on its own. */
export type FailureOf<Prefix extends string> = Extract<AnyFailure, { code: `${Prefix}.${string}` }>;

/** Says how a program ended, as an addition to a title. */
export function describeExit({
  exitCode,
  signal,
}: {
  exitCode?: number | undefined;
  signal?: string | undefined;
}): string {
  if (signal !== undefined) return ` (stopped by ${signal})`;
  return exitCode === undefined ? '' : ` (exit code ${exitCode})`;
}
