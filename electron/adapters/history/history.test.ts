import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { CampaignRequest } from '../../../contract/campaigns.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { CampaignId, RunId, RunState } from '../../../contract/runs.ts';
import type { CampaignRecord, RunRecord } from '../../services/campaigns/records.ts';
import { openHistory } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'simswarm-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
const newPath = () => join(folder, `${++count}`, 'history.sqlite');
const refuse = (failure: Failure) => {
  throw failure;
};

function campaign(id: string): CampaignRecord {
  const request = CampaignRequest.parse({
    folder: '/p',
    iniFile: 'omnetpp.ini',
    configuration: 'C',
    clusterId: 'local',
  });
  return {
    place: undefined,
    campaign: {
      id: id as CampaignId,
      name: 'C',
      projectName: 'P',
      request,
      phase: 'ended',
      iterationVariables: ['a'],
      runCount: 1,
      createdAt: ++count,
      resultFolder: '/p',
      resultBytes: 0,
    },
  };
}

function run(campaignId: string, number: number, state: RunState, identity = `i${number}`): RunRecord {
  const id = `${campaignId}-${number}` as RunId;
  return {
    campaignId: campaignId as CampaignId,
    row: { id, number, values: [String(number)], repetition: 0, state, attempts: 1 },
    identity,
    point: `p${number}`,
    effectiveHash: 'e',
    buildKey: 'b',
    reuse: undefined,
  };
}

const file = { path: 'results/a.sca', size: 10, modifiedAt: 1 };

describe('the history', () => {
  it('keeps campaigns, runs, attempts and files over a restart', () => {
    const path = newPath();
    const history = openHistory(path, refuse);
    history.saveCampaign(campaign('c'));
    history.saveRuns([run('c', 0, 'waiting'), run('c', 1, 'waiting')]);
    const attempt = { number: 1, startedAt: 1, endedAt: 2, node: 'n', speed: [{ seconds: 1, eventsPerSecond: 2 }] };
    history.saveEnd({ record: run('c', 1, 'finished'), attempts: [attempt], files: [file] });
    history.saveChart('c' as CampaignId, { id: 'x', title: 'Chart', definition: { x: 1 } });
    history.close();
    const again = openHistory(path, refuse);
    expect(again.listCampaigns()).toMatchObject([{ campaign: { id: 'c' } }]);
    expect(again.listRuns('c' as CampaignId).map(({ row }) => row.state)).toEqual(['waiting', 'finished']);
    expect(again.listFiles('c-1' as RunId)).toEqual([file]);
    expect(again.listAttempts('c-1' as RunId)).toEqual([attempt]);
    expect(again.listCharts('c' as CampaignId)).toMatchObject([{ title: 'Chart' }]);
    expect(again.countRuns().get('c' as CampaignId)).toMatchObject({ waiting: 1, finished: 1, failed: 0 });
    again.deleteCampaign('c' as CampaignId);
    expect([again.listRuns('c' as CampaignId), again.listFiles('c-1' as RunId)]).toEqual([[], []]);
    again.close();
  });

  it('finds what has finished, in any campaign, and whose files are whose', () => {
    const history = openHistory(newPath(), refuse);
    for (const id of ['one', 'two']) history.saveCampaign(campaign(id));
    history.saveEnd({ record: run('one', 0, 'finished', 'same'), attempts: [], files: [file] });
    history.saveEnd({ record: run('two', 0, 'reused', 'same'), attempts: [], files: [file] });
    history.saveEnd({ record: run('two', 1, 'failed', 'bad'), attempts: [], files: [] });
    expect(history.findFinished('same')).toMatchObject({ record: { row: { state: 'finished' } }, resultFolder: '/p' });
    expect(history.findFinished('bad')).toBeUndefined();
    expect(history.findSamePoint('p1')).toMatchObject({ record: { identity: 'bad' } });
    expect(history.listFilesOfNobodyElse('one' as CampaignId)).toEqual([]);
    history.deleteCampaign('two' as CampaignId);
    expect(history.listFilesOfNobodyElse('one' as CampaignId)).toEqual([file]);
    expect(history.usualResultBytes('/p', 'C')).toBe(10);
    history.close();
  });

  it('that is damaged is set aside, and a new one begun', () => {
    const path = newPath();
    openHistory(path, refuse).close();
    writeFileSync(path, 'this is not a database at all, but long enough to be read'.repeat(200));
    let told: Failure | undefined;
    const history = openHistory(path, failure => {
      told = failure;
    });
    expect(told?.code).toBe('history.corrupt');
    expect(history.listCampaigns()).toEqual([]);
    expect(readdirSync(join(path, '..')).some(name => name.includes('damaged'))).toBe(true);
    history.close();
  });

  it('of a newer version is left alone', () => {
    const path = newPath();
    openHistory(path, refuse).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 999');
    database.close();
    expect(() => openHistory(path, refuse)).toThrowError(expect.objectContaining({ code: 'history.newer' }));
  });
});
