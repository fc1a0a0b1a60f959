import { createHash } from 'node:crypto';

import { isImmaterial } from './effective-configuration.ts';

/** What of a run is told apart by its identity. */
export interface RunOfExpansion {
  readonly values: readonly string[];
  readonly repetition: number;
  /** Hash of its effective configuration. */
  readonly effectiveHash: string;
}

/** What a run's identity is made of besides the run itself. */
export interface IdentityFrame {
  readonly projectRoot: string;
  readonly iniFile: string;
  readonly configuration: string;
  readonly buildKey: string;
  readonly iterationVariables: readonly string[];
  /** `--key=value` arguments of the campaign. */
  readonly options: readonly string[];
}

/**
 * Identifies a run by what it simulates: configuration, iteration values, repetition, build and effective configuration.
 * Its number plays no part: that changes when a value or a repetition is added.
 */
export function identityOf(run: RunOfExpansion, frame: IdentityFrame): string {
  const options = frame.options.filter(option => !isImmaterial(option.slice(2).split('=')[0] ?? ''));
  return hashParts([pointOf(run, frame), frame.buildKey, run.effectiveHash, [...options].sort()]);
}

/** Identifies the point of the parameter space with its repetition, independent of builds, run numbers and the order of variables. */
export function pointOf(run: RunOfExpansion, frame: IdentityFrame): string {
  const pairs = frame.iterationVariables.map((name, index) => `${name}=${run.values[index] ?? ''}`);
  return hashParts([frame.projectRoot, frame.iniFile, frame.configuration, pairs.sort(), run.repetition]);
}

function hashParts(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
