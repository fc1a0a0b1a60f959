// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../contract/failure.ts';
import { StackSettings } from '../../../contract/swarms.ts';
import { asFailure } from '../../words/describe-failure.ts';
import { describeAtField, fieldOfAddFailure } from '../../words/describe-stack.ts';
import { createTestLine } from '../test-line.ts';
import { AddSwarm, newSwarmDraft } from './add-swarm.ts';
import { findStackProblems, toStackDraft, toStackSettings } from './stack-draft.ts';

beforeEach(() => localStorage.clear());

describe('the form of a stack', () => {
  it('asks for the defaults with empty fields, and gives back what was chosen', () => {
    const usual = StackSettings.parse({});
    expect(toStackSettings(toStackDraft(usual))).toEqual(usual);
    const chosen = { ...usual, redisImage: 'redis:8', runOnManager: true, runnerMemory: 512e6, runnerReplicas: 9 };
    expect(toStackDraft(chosen)).toMatchObject({ redisImage: 'redis:8', runnerMemory: 512, mongoImage: '' });
    expect(toStackSettings(toStackDraft(chosen))).toEqual(chosen);
  });

  it('says which image has no name that Docker would take', () => {
    const draft = toStackDraft(StackSettings.parse({}));
    expect(findStackProblems(draft)).toEqual({});
    expect(findStackProblems({ ...draft, redisImage: ' registry.example:5000/a/redis:8@sha256:1f ' })).toEqual({});
    const wrong = { ...draft, simulatorImage: '', nodeImage: 'a b', mongoImage: '--privileged' };
    expect(Object.keys(findStackProblems(wrong)).sort()).toEqual(['mongoImage', 'nodeImage', 'simulatorImage']);
  });
});

describe('adding a swarm', () => {
  it('begins with the usual socket, later with the one that was used last', async () => {
    expect(newSwarmDraft().path).toBe('/var/run/docker.sock');
    const asked: unknown[] = [];
    const add = async (question: unknown) => {
      asked.push(question);
      return { clusterId: 'swarm-1' };
    };
    const model = new AddSwarm(createTestLine({ swarms: { add } }));
    expect(await model.add({ name: ' Lab ', path: ' /run/a.sock ', initialise: true })).toBe('swarm-1');
    expect(asked).toEqual([{ name: 'Lab', address: { kind: 'socket', path: '/run/a.sock' }, initialise: true }]);
    expect(newSwarmDraft().path).toBe('/run/a.sock');
  });

  it('tells what is wrong at the field it belongs to', async () => {
    const inactive = new Failure('swarm.inactive', { address: '/run/a.sock' });
    const model = new AddSwarm(createTestLine({ swarms: { add: () => Promise.reject(inactive) } }));
    expect(await model.add({ name: 'Lab', path: '/run/a.sock', initialise: false })).toBeUndefined();
    const failure = model.action.read().failure;
    expect(failure && fieldOfAddFailure(failure)).toBe('initialise');
    expect(failure && describeAtField(failure)).toMatch(/\/run\/a\.sock.*Tick this/);
    expect(newSwarmDraft().path).toBe('/var/run/docker.sock');
  });

  it('knows the field of every failure that has one', () => {
    const fieldOf = (failure: Failure) => fieldOfAddFailure(asFailure(failure));
    expect(fieldOf(new Failure('cluster.exists', { name: 'Lab' }))).toBe('name');
    expect(fieldOf(new Failure('docker.unreachable', { address: 'x', problem: 'ENOENT' }))).toBe('path');
    expect(fieldOf(new Failure('swarm.not-a-manager', { address: 'x' }))).toBe('path');
    expect(fieldOf(new Failure('unexpected', { summary: 'x' }))).toBeUndefined();
  });
});
