import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure, failureCodes, failureDetails } from '../../contract/failure.ts';
import type { Finding } from '../../contract/projects.ts';
import { Finding as FindingSchema } from '../../contract/projects.ts';
import { type RunEnd, RunState } from '../../contract/runs.ts';
import { asFailure, describeFailure, failureDetailsText } from './describe-failure.ts';
import { describeFinding } from './describe-finding.ts';
import { describeRunEnd, describeRunState, explainRunState, runStates } from './describe-run-end.ts';

describe('every failure', () => {
  it.each(failureCodes)('%s says what happened and what to do', code => {
    const failure = new Failure(code, exampleOf(failureDetails[code]) as never);
    const { title, advice } = describeFailure(asFailure(failure));
    expect(title.length).toBeGreaterThan(8);
    expect(advice.length).toBeGreaterThan(10);
    expect(`${title} ${advice}`).not.toMatch(/undefined|\[object|NaN/);
    // A title is a heading, not a sentence.
    expect(title).not.toMatch(/\.$/);
  });

  it('keeps everything that is known for copying', () => {
    const cause = new Error('outer', { cause: new Error('inner') });
    const text = failureDetailsText(asFailure(new Failure('file.exists', { path: '/tmp/a' }, cause)));
    expect(text).toMatch(/file\.exists[\s\S]*\/tmp\/a[\s\S]*outer[\s\S]*inner/);
  });

  it('is a bug when it is none of ours', () => {
    expect(asFailure(new TypeError('x is not a function'))).toMatchObject({
      code: 'unexpected',
      details: { summary: 'x is not a function' },
    });
  });
});

const ends: RunEnd[] = [
  { reason: 'finished', text: 'Simulation time limit reached', simulatedTime: '100' },
  { reason: 'truncated', limit: 'cpu-time' },
  {
    reason: 'model-error',
    exitCode: 1,
    error: { message: 'Overloaded', module: 'Net.queue', simulatedTime: '5', signature: 's' },
  },
  { reason: 'fingerprint-mismatch', calculated: 'a-b/tplx', expected: 'c-d/tplx' },
  { reason: 'crashed', signal: 'SIGSEGV' },
  { reason: 'killed', limit: 'memory', allowed: 2e9, used: 2.1e9 },
  { reason: 'killed', limit: 'wall-time', allowed: 60, used: 61 },
  { reason: 'cancelled' },
  { reason: 'could-not-start', message: 'Cannot load library' },
  { reason: 'unclear', exitCode: 0 },
  { reason: 'interrupted', by: 'node' },
  { reason: 'not-stored', failure: { code: 'disk.full', details: { path: '/data' }, causes: [] } },
];

describe('every end of a run', () => {
  it.each(ends)('$reason says what it means for the results', end => {
    const { short, sentence, meaning } = describeRunEnd(end);
    expect(short).not.toBe('');
    expect(sentence).toMatch(/\S/);
    expect(meaning).toMatch(/\.$/);
    expect(short + sentence + meaning).not.toMatch(/undefined|NaN/);
  });

  it('tells limits in their own units', () => {
    expect(describeRunEnd(ends[5]!).sentence).toContain('2.10 GB');
    expect(describeRunEnd(ends[6]!).sentence).toContain('1 min 1 s');
  });
});

describe('states', () => {
  it('are all listed once, named and explained', () => {
    expect([...runStates].sort()).toEqual([...RunState.options].sort());
    for (const state of runStates) {
      expect(describeRunState(state)).not.toBe('');
      expect(explainRunState(state)).toMatch(/\.$/);
    }
  });
});

describe('findings of the pre-flight check', () => {
  const ids = FindingSchema.shape.id.options;

  it.each(ids)('%s say what would happen, with facts or without', id => {
    for (const facts of [
      {},
      { files: 3, commits: 2, expected: 4e10, room: 2e9, folder: '/a', network: 'Net', program: 'x' },
    ]) {
      const { title, advice } = describeFinding({ id, severity: 'warning', facts } as Finding);
      expect(`${title} ${advice}`).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it('name what their button does', () => {
    const finding: Finding = {
      id: 'unbounded-time',
      severity: 'warning',
      facts: {},
      fix: { action: 'add-option', option: '--sim-time-limit=100s' },
    };
    expect(describeFinding(finding).button).toBe('Add --sim-time-limit=100s');
  });
});

// Some value of a schema, so that words can be tried on every failure there is.
function exampleOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([key, part]) => [key, exampleOf(part as z.ZodType)]));
  if (schema instanceof z.ZodArray) return [exampleOf(schema.element as z.ZodType)];
  if (schema instanceof z.ZodOptional) return undefined;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodNumber) return 7;
  if (schema instanceof z.ZodString) return 'an example of a text';
  throw new Error(`There is no example of ${schema.constructor.name}`);
}
