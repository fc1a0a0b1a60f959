import { createHash } from 'node:crypto';
import type { PreparedRun } from '../cluster-port.ts';

/** What a run's identity is made of besides the run itself. */
export interface IdentityFrame {
  readonly projectRoot: string;
  readonly iniFile: string;
  readonly configuration: string;
  readonly buildKey: string;
  readonly iterationVariables: readonly string[];
}

/**
 * Identifies a run by what it simulates: configuration, iteration values, repetition, build and effective configuration.
 * Its number plays no part: that changes when a value or a repetition is added.
 */
export function identityOf(run: PreparedRun, frame: IdentityFrame): string {
  const { projectRoot, iniFile, configuration, buildKey } = frame;
  const parts = [
    projectRoot,
    iniFile,
    configuration,
    buildKey,
    run.effectiveHash,
    pointOf(run.values, frame.iterationVariables),
    run.repetition,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Names and values as one text, independent of the order of the variables. */
export function pointOf(values: readonly string[], iterationVariables: readonly string[]): string {
  const pairs = iterationVariables.map((name, index) => `${name}=${values[index] ?? ''}`);
  return pairs.sort().join('\n');
}
