import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../contract/campaigns.ts';
import type { RunRow } from '../../../contract/runs.ts';
import { choosePilotRuns, forecast, relatedCampaigns } from './forecast.ts';

function ran(values: string[], seconds: number, repetition = 0): RunRow {
  const id = `${values.join()}${repetition}` as RunRow['id'];
  return {
    id,
    number: 0,
    values,
    repetition,
    state: 'finished',
    attempts: 1,
    startedAt: 1000,
    endedAt: 1000 + seconds * 1000,
  };
}

function expansion(loads: string[], repetitions: number) {
  const runs = loads.flatMap(load =>
    Array.from({ length: repetitions }, (_, repetition) => ({ number: 0, values: [load], repetition })),
  );
  return { iterationVariables: ['load'], runs: runs.map((run, number) => ({ ...run, number })) };
}

describe('a forecast', () => {
  it('takes for each point what that point took before', () => {
    const experience = { iterationVariables: ['load'], rows: [ran(['0.5'], 10), ran(['0.9'], 100)] };
    const found = forecast(expansion(['0.5', '0.9'], 4), experience, 2);
    expect(found?.measured).toBe(2);
    // 4 × 10 s and 4 × 100 s on two slots are 220 s.
    expect(found!.total.low).toBeLessThan(220);
    expect(found!.total.high).toBeGreaterThan(220);
    expect(found!.total.low).toBeGreaterThan(150);
    expect(found!.total.high).toBeLessThan(300);
  });

  it('takes points nobody has tried for any other, and says so with a wider range', () => {
    const experience = { iterationVariables: ['load'], rows: [ran(['0.5'], 10), ran(['0.6'], 50)] };
    const known = forecast(expansion(['0.5', '0.6'], 5), experience, 1)!.total;
    const unknown = forecast(expansion(['0.7', '0.8'], 5), experience, 1)!.total;
    expect(unknown.high / unknown.low).toBeGreaterThan(known.high / known.low);
  });

  it('never promises less than the longest run, however many slots there are', () => {
    const experience = { iterationVariables: ['load'], rows: [ran(['0.9'], 100)] };
    expect(forecast(expansion(['0.9'], 1), experience, 64)!.total.high).toBeGreaterThanOrEqual(100);
  });

  it('knows variables by name, whatever their order was', () => {
    const experience = { iterationVariables: ['b', 'a'], rows: [ran(['2', '1'], 7)] };
    const runs = { iterationVariables: ['a', 'b'], runs: [{ number: 0, values: ['1', '2'], repetition: 0 }] };
    expect(forecast(runs, experience, 1)!.run).toEqual({ low: 7, high: 7 });
  });

  it('is none without finished runs, runs to do, or slots', () => {
    const rows = [{ ...ran(['0.5'], 10), state: 'failed' as const }];
    expect(forecast(expansion(['0.5'], 1), { iterationVariables: ['load'], rows }, 1)).toBeUndefined();
    const good = { iterationVariables: ['load'], rows: [ran(['0.5'], 10)] };
    expect(forecast({ iterationVariables: ['load'], runs: [] }, good, 1)).toBeUndefined();
    expect(forecast(expansion(['0.5'], 1), good, 0)).toBeUndefined();
  });
});

describe('a pilot', () => {
  it('takes first repetitions of the ends and the middle', () => {
    expect(choosePilotRuns(expansion(['0.1', '0.2', '0.3', '0.4', '0.5'], 3))).toEqual([0, 6, 12]);
    expect(choosePilotRuns(expansion(['0.1'], 1))).toEqual([0]);
    expect(choosePilotRuns({ iterationVariables: [], runs: [] })).toEqual([]);
  });
});

describe('campaigns that tell something', () => {
  it('ran the same configuration and finished some of it, most first', () => {
    const campaign = (id: string, configuration: string, finished: number) =>
      ({
        id,
        request: { folder: '/p', iniFile: 'omnetpp.ini', configuration },
        counts: { finished },
      }) as unknown as Campaign;
    const all = [
      campaign('a', 'Quick', 3),
      campaign('b', 'Quick', 36),
      campaign('c', 'Wide', 99),
      campaign('d', 'Quick', 0),
    ];
    const like = { folder: '/p', iniFile: 'omnetpp.ini', configuration: 'Quick' };
    expect(relatedCampaigns(all, like).map(({ id }) => id)).toEqual(['b', 'a']);
  });
});
