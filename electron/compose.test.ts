import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CampaignRequest } from '../contract/campaigns.ts';
import type { RunRow } from '../contract/runs.ts';
import type { Client } from '../renderer/client/client.ts';
import { openTestApplication, type TestApplication } from './testing/application.ts';
import { makeWorkplace, type Workplace } from './testing/example.ts';

let workplace: Workplace;
let application: TestApplication;
let client: Client;

async function open(): Promise<void> {
  application = await openTestApplication(workplace);
  client = application.client;
}

beforeAll(async () => {
  workplace = await makeWorkplace('compose');
  await open();
});
afterAll(async () => {
  await application[Symbol.asyncDispose]();
  workplace.remove();
});

/** The example's ini file with one more configuration. */
function withSmall(ini: string, repeat: number, means: string): string {
  const entries = ['extends = Study', 'sim-time-limit = 300s', `repeat = ${repeat}`];
  return [ini, '[Config Small]', ...entries, `MM1.queue.serviceTime = exponential(\${mean=${means}}s)`, ''].join('\n');
}

const resultFiles = () => readdirSync(join(workplace.project, 'results'));

describe('a campaign on this computer', () => {
  it('builds, expands, runs, and puts complete results into the project’s own folder', async () => {
    const campaignId = await application.submit('Quick', { runFilter: '$interarrivalTime==2' });
    const campaign = await application.untilEnded(campaignId);
    expect(campaign).toMatchObject({
      phase: 'ended',
      runCount: 12,
      counts: { finished: 12 },
      iterationVariables: ['interarrivalTime', 'serviceTime'],
      build: { reused: true },
    });
    expect(campaign.problem).toBeUndefined();
    expect(resultFiles().filter(name => name.endsWith('.sca'))).toHaveLength(12);
    expect(resultFiles().filter(name => name.includes('partial'))).toEqual([]);
    const rows = await application.rows(campaignId);
    expect(rows[0]).toMatchObject({ number: 24, values: ['2', '0.2'], repetition: 0, state: 'finished', attempts: 1 });
  });

  it('shows everything about a run: files, log, attempts, the command by hand', async () => {
    const campaignId = await application.submit('Quick', { runFilter: '24' });
    await application.untilEnded(campaignId);
    const [row] = await application.rows(campaignId);
    const runId = row?.id as RunRow['id'];
    for await (const detail of client.runs.watchOne({ runId })) {
      expect(detail.state).toBe('reused');
      expect(detail.reuse).toBe('an identical run has finished');
      expect(detail.files.map(({ path }) => path)).toContain('results/Quick-interarrivalTime=2,serviceTime=0.2-#0.sca');
      expect(detail.command.join(' ')).toContain(
        `${workplace.project}/queueing -u Cmdenv -f omnetpp.ini -c Quick -r 24`,
      );
      break;
    }
  });

  it('says for each run why it is run or reused when values and repetitions are added, and runs only those', async () => {
    const ini = join(workplace.project, 'omnetpp.ini');
    const before = readFileSync(ini, 'utf8');
    const small = withSmall(before, 2, '0.5, 0.6');
    writeFileSync(ini, small);
    const campaignId = await application.submit('Small');
    expect((await application.untilEnded(campaignId)).counts.finished).toBe(4);
    const times = () =>
      new Map(
        resultFiles()
          .filter(name => name.startsWith('Small-'))
          .map(name => [name, readFileSync(join(workplace.project, 'results', name), 'utf8')]),
      );
    const first = times();
    writeFileSync(ini, withSmall(before, 3, '0.4, 0.5, 0.6'));
    const plan = await client.campaigns.runMissing({ campaignId, dryRun: true });
    expect(plan).toMatchObject({ run: 5, reused: 4 });
    expect(plan.reasons).toContainEqual({ runs: 5, reuse: false, reason: 'it was never run' });
    expect((await application.rows(campaignId)).length).toBe(4);
    await client.campaigns.runMissing({ campaignId });
    const grown = await application.untilEnded(campaignId);
    expect(grown).toMatchObject({ runCount: 9, counts: { finished: 9 } });
    const rows = await application.rows(campaignId);
    expect(rows.map(({ attempts }) => attempts)).toEqual(Array(9).fill(1));
    const second = times();
    for (const [name, text] of first) expect(second.get(name)).toBe(text);
    // Changing what is simulated makes every result invalid.
    writeFileSync(ini, small.replace('sim-time-limit = 300s', 'sim-time-limit = 301s'));
    const changed = await client.campaigns.runMissing({ campaignId, dryRun: true });
    expect(changed.reasons).toContainEqual({
      runs: 4,
      reuse: false,
      reason: 'its configuration changed since it was run',
    });
    writeFileSync(ini, small);
    rmSync(join(workplace.project, 'results', [...first.keys()].find(name => name.endsWith('.sca')) as string));
    const gone = await client.campaigns.runMissing({ campaignId, dryRun: true });
    expect(gone.reasons).toContainEqual({ runs: 1, reuse: false, reason: 'its result files were changed or removed' });
    writeFileSync(ini, before);
  });

  it('groups failures with the values they share, and retries them as new attempts', async () => {
    const campaignId = await application.submit('Failing');
    const campaign = await application.untilEnded(campaignId);
    expect(campaign.counts).toMatchObject({ finished: 5, failed: 5 });
    for await (const groups of client.campaigns.watchFailures({ campaignId })) {
      expect(groups).toHaveLength(2);
      expect(groups[0]).toMatchObject({ worthRetrying: false, example: expect.stringContaining('Queue overflow') });
      expect(groups[0]?.runIds).toHaveLength(4);
      expect(groups[0]?.shared).toEqual([{ variable: 'load', values: ['1.1', '1.3'] }]);
      expect(groups[1]).toMatchObject({
        signature: 'crashed with SIGABRT',
        shared: [{ variable: 'load', values: ['0.7'] }],
      });
      break;
    }
    expect(await client.campaigns.retryFailed({ campaignId })).toEqual({ runs: 5 });
    await application.untilEnded(campaignId);
    const attempts = (await application.rows(campaignId)).map(row => row.attempts);
    expect(attempts.filter(count => count === 2)).toHaveLength(5);
  });

  it('pauses itself when its first runs die alike, says why, and goes on when asked', async () => {
    const campaignId = await application.submit('MisbehavingError', { options: ['--repeat=20'] });
    const paused = await application.until(campaignId, ({ phase }) => phase === 'paused');
    expect(paused.paused).toMatchObject({ kind: 'same-failure', count: 5, signature: expect.any(String) });
    expect(paused.counts.waiting).toBeGreaterThanOrEqual(10);
    await client.campaigns.resume({ campaignId });
    const again = await application.until(campaignId, ({ phase }) => phase === 'paused');
    expect(again.counts.failed).toBeGreaterThanOrEqual(10);
    await client.campaigns.cancel({ campaignId });
    expect(await application.untilEnded(campaignId)).toMatchObject({ counts: { waiting: 0, running: 0 } });
  });

  it('pauses, resumes and cancels when asked; nothing is left running or waiting', async () => {
    const campaignId = await application.submit('OneSecond', { options: ['--sim-time-limit=600000s'] });
    await application.until(campaignId, ({ counts }) => counts.running === 2);
    await client.campaigns.pause({ campaignId });
    const paused = await application.until(campaignId, ({ phase }) => phase === 'paused');
    expect(paused).toMatchObject({ paused: { kind: 'asked' }, counts: { running: 0, finished: 2 } });
    await client.campaigns.resume({ campaignId });
    await application.until(campaignId, ({ counts }) => counts.running === 2);
    const running = (await application.rows(campaignId)).find(({ state }) => state === 'running') as RunRow;
    await client.runs.cancel({ runIds: [running.id] });
    await application.until(campaignId, ({ counts }) => counts.cancelled === 1);
    await client.campaigns.cancel({ campaignId });
    const ended = await application.untilEnded(campaignId);
    expect(ended.counts).toMatchObject({ running: 0, waiting: 0 });
    expect(ended.counts.cancelled).toBeGreaterThan(10);
  });

  it('tells what went wrong before any run: no such configuration, empty filter, code that does not compile', async () => {
    const problemOf = async (more: Partial<CampaignRequest>, configuration = 'Quick') => {
      const campaignId = await application.submit(configuration, more);
      return (await application.untilEnded(campaignId)).problem;
    };
    expect(await problemOf({}, 'Nonsense')).toMatchObject({ code: 'project.unknown-configuration' });
    expect(await problemOf({ runFilter: '$serviceTime>99' })).toMatchObject({ code: 'campaign.empty' });
    expect(await problemOf({ runFilter: '$nothing==1' })).toMatchObject({
      code: 'project.expand-failed',
      details: { stderr: expect.stringContaining('nothing') },
    });
    const source = join(workplace.project, 'src/main.cc');
    const before = readFileSync(source, 'utf8');
    appendFileSync(source, '\nthis does not compile\n');
    const campaignId = await application.submit('Quick');
    const failed = await application.untilEnded(campaignId);
    expect(failed.problem).toMatchObject({ code: 'build.failed' });
    for await (const log of client.campaigns.watchBuildLog({ campaignId })) {
      expect(log.lines.join('\n')).toContain('this does not compile');
      break;
    }
    writeFileSync(source, before);
  });

  it('cancels while compiling', async () => {
    const source = join(workplace.project, 'src/main.cc');
    const before = readFileSync(source, 'utf8');
    appendFileSync(source, `\n// ${Date.now()}\n`);
    const campaignId = await application.submit('Quick');
    await application.until(campaignId, ({ phase, progress }) => phase === 'building' && progress?.stage === 'compile');
    await client.campaigns.cancel({ campaignId });
    expect(await application.untilEnded(campaignId)).toMatchObject({ phase: 'ended', runCount: 0 });
    writeFileSync(source, before);
  });

  it('is deleted with what it would free, results of others untouched', async () => {
    const campaignId = await application.submit('Quick', { runFilter: '30', reuse: false });
    await application.untilEnded(campaignId);
    const other = await application.submit('Quick', { runFilter: '30' });
    await application.untilEnded(other);
    const shared = await client.campaigns.previewDelete({ campaignId });
    expect(shared).toMatchObject({ resultFiles: 0, sharedBuild: true });
    expect(shared.history).toBeGreaterThan(100);
    await client.campaigns.delete({ campaignId: other, results: true });
    await expect(client.campaigns.pause({ campaignId: other })).rejects.toMatchObject({ code: 'request.not-found' });
    const alone = await application.submit('Distributions', { runFilter: '0' });
    await application.untilEnded(alone);
    const path = join(
      workplace.project,
      'results',
      resultFiles().find(name => name.startsWith('Distributions-') && name.endsWith('.sca')) as string,
    );
    expect((await client.campaigns.previewDelete({ campaignId: alone })).resultFiles).toBeGreaterThan(0);
    await client.campaigns.delete({ campaignId: alone, results: true });
    expect(existsSync(path)).toBe(false);
  });
});

describe('the application that is closed in the middle', () => {
  it('shows the truth at the next start, and run missing finishes the campaign with nothing done twice', async () => {
    const campaignId = await application.submit('OneSecond', {
      runFilter: '0..5',
      options: ['--sim-time-limit=500000s'],
    });
    await application.until(campaignId, ({ counts }) => counts.finished >= 2 && counts.running > 0);
    await application[Symbol.asyncDispose]();
    await open();
    const { phase, counts } = await application.until(campaignId, () => true);
    expect(phase).toBe('interrupted');
    expect(counts).toMatchObject({ running: 0, waiting: 0 });
    const attemptsBefore = (await application.rows(campaignId)).map(row => row.attempts);
    await client.campaigns.runMissing({ campaignId });
    const done = await application.untilEnded(campaignId);
    expect(done.counts).toMatchObject({ finished: 6 });
    // What had finished was left alone; everything else was attempted once more.
    const added = (await application.rows(campaignId)).map((row, index) => row.attempts - (attemptsBefore[index] ?? 0));
    expect(added.filter(attempts => attempts === 0)).toHaveLength(counts.finished);
    expect(added.filter(attempts => attempts === 1)).toHaveLength(6 - counts.finished);
  });
});
