import type { Progress } from '../../../contract/call.ts';

/** A part of long work, and how much of the whole it is. */
export interface Stage {
  readonly name: string;
  readonly weight: number;
}

/**
 * Makes one fraction out of the fractions of stages that follow each other; it never runs backwards, also when a stage is left out.
 */
export function stagedProgress(stages: readonly Stage[], report: (progress: Progress) => void) {
  const whole = stages.reduce((sum, { weight }) => sum + weight, 0);
  let furthest = 0;
  return (name: string, fraction = 0): void => {
    const index = stages.findIndex(stage => stage.name === name);
    const before = stages.slice(0, index).reduce((sum, { weight }) => sum + weight, 0);
    const now = (before + (stages[index]?.weight ?? 0) * Math.min(1, Math.max(0, fraction))) / whole;
    furthest = Math.max(furthest, now);
    report({ stage: name, fraction: furthest });
  };
}
