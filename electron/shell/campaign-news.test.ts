import { describe, expect, it } from 'vitest';
import { Campaign, type PauseReason } from '../../contract/campaigns.ts';
import { newsOf } from './campaign-news.ts';
import { quitQuestion } from './quit-question.ts';

const noRuns = {
  waiting: 0,
  running: 0,
  finished: 0,
  truncated: 0,
  failed: 0,
  cancelled: 0,
  interrupted: 0,
  reused: 0,
};

function campaign(change: Partial<Omit<Campaign, 'counts'>> & { counts?: object } = {}): Campaign {
  const { counts, ...rest } = change;
  return Campaign.parse({
    id: 'm4x',
    name: 'Wide',
    projectName: 'queueing',
    request: { folder: '/p', iniFile: 'omnetpp.ini', configuration: 'Wide', mode: 'release', clusterId: 'local' },
    phase: 'running',
    iterationVariables: [],
    runCount: 120,
    slotsBusy: 1,
    createdAt: 1,
    resultFolder: '/p/results',
    resultBytes: 0,
    ...rest,
    counts: { ...noRuns, ...counts },
  });
}

describe('news of a campaign', () => {
  it('is its end, good or bad', () => {
    const finished = campaign({ phase: 'ended', counts: { finished: 120 } });
    expect(newsOf(campaign(), finished)).toEqual({
      campaignId: 'm4x',
      title: 'Wide has finished',
      body: '120 runs of queueing.',
    });
    const failed = campaign({ phase: 'ended', counts: { finished: 117, failed: 2, interrupted: 1 } });
    expect(newsOf(campaign(), failed)).toMatchObject({ title: 'Wide has ended', body: '3 of 120 runs failed.' });
    const problem = {
      code: 'build.failed' as const,
      details: { command: ['make'], exitCode: 2, lines: [] },
      causes: [],
    };
    expect(newsOf(campaign({ phase: 'building' }), campaign({ phase: 'ended', problem }))).toMatchObject({
      title: 'Wide could not run',
      body: expect.stringMatching(/./),
    });
  });

  it('is that it paused itself, told once', () => {
    const paused: PauseReason = { kind: 'same-failure', count: 5, signature: 'Queue overflow' };
    const pausing = campaign({ phase: 'pausing', paused });
    expect(newsOf(campaign(), pausing)).toMatchObject({
      title: 'Wide has paused itself',
      body: 'The first 5 runs failed alike: Queue overflow',
    });
    expect(newsOf(pausing, campaign({ phase: 'paused', paused }))).toBeUndefined();
    const full = campaign({ phase: 'paused', paused: { kind: 'disk-full', path: '/p/results' } });
    expect(newsOf(campaign(), full)?.body).toBe('There is no space left for /p/results.');
  });

  it('is nothing that a person asked for, nor old, nor mere progress', () => {
    const ended = campaign({ phase: 'ended' });
    expect(newsOf(campaign({ phase: 'cancelling' }), ended)).toBeUndefined();
    expect(newsOf(ended, ended)).toBeUndefined();
    expect(newsOf(campaign({ phase: 'interrupted' }), ended)).toBeUndefined();
    expect(newsOf(campaign(), campaign({ phase: 'paused', paused: { kind: 'asked' } }))).toBeUndefined();
    expect(newsOf(campaign(), campaign({ counts: { finished: 5 } }))).toBeUndefined();
  });
});

describe('the question before quitting', () => {
  it('is asked while something goes on here that quitting would end', () => {
    expect(quitQuestion([campaign({ counts: { running: 3 } }), campaign({ phase: 'ended' })], true)).toEqual({
      message: 'Quit and end 3 runs?',
      detail:
        '3 runs of “Wide” would be interrupted. What has finished is kept, and “Run missing” does the rest another time.',
    });
    expect(quitQuestion([campaign({ phase: 'building' })], true)?.message).toBe('Quit and interrupt “Wide”?');
    const two = [campaign({ counts: { running: 1 } }), campaign({ phase: 'paused', counts: { running: 1 } })];
    expect(quitQuestion(two, true)?.detail).toMatch(/^2 runs of 2 campaigns would/);
  });

  it('is not asked otherwise', () => {
    expect(quitQuestion([], true)).toBeUndefined();
    expect(quitQuestion([campaign({ phase: 'paused' }), campaign({ phase: 'interrupted' })], true)).toBeUndefined();
    expect(quitQuestion([campaign({ counts: { running: 3 } })], false)).toBeUndefined();
    const elsewhere = campaign({ counts: { running: 30 } });
    const onSwarm = { ...elsewhere, request: { ...elsewhere.request, clusterId: 'lab' as never } };
    expect(quitQuestion([onSwarm], true)).toBeUndefined();
  });
});
