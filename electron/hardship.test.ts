import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestApplication, type TestApplication } from './testing/application.ts';
import { startCommandLine } from './testing/command-line.ts';
import { makeWorkplace, type Workplace } from './testing/example.ts';

let workplace: Workplace;
let application: TestApplication;
const mounts: string[] = [];

beforeAll(async () => {
  workplace = await makeWorkplace('hardship');
  application = await openTestApplication(workplace);
});
afterEach(() => {
  for (const folder of mounts.splice(0)) execFileSync('umount', ['--lazy', folder]);
});
afterAll(async () => {
  await application[Symbol.asyncDispose]();
  workplace.remove();
});

const results = () => join(workplace.project, 'results');

/** A disk of a few megabytes, as only root can make one. */
function mountSmallDisk(folder: string, size: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  mounts.push(folder);
}

describe('a campaign in hardship', () => {
  // Making a small disk takes root; continuous integration has it.
  it.runIf(process.getuid?.() === 0 || process.env.CI)(
    'pauses when the disk is full, and goes on when there is room',
    async () => {
      mountSmallDisk(results(), '3m');
      writeFileSync(join(results(), 'in the way'), Buffer.alloc(2_800_000));
      const id = await application.submit('Quick', { runFilter: '0..5', reuse: false });
      const paused = await application.until(id, ({ phase }) => phase === 'paused');
      expect(paused.paused).toMatchObject({ kind: 'disk-full', path: expect.stringContaining('results') });
      expect(readdirSync(results()).filter(name => name.includes('partial'))).toEqual([]);
      execFileSync('mount', ['-o', 'remount,size=200m', results()]);
      await application.client.campaigns.resume({ campaignId: id });
      await application.untilEnded(id);
      await application.client.campaigns.retryFailed({ campaignId: id });
      expect((await application.untilEnded(id)).counts).toMatchObject({ finished: 6 });
    },
  );

  it('loses no later result when the results folder is deleted under way', async () => {
    const id = await application.submit('Quick', { runFilter: '0..11', reuse: false });
    await application.until(id, ({ counts }) => counts.finished >= 2);
    rmSync(results(), { recursive: true, force: true });
    const ended = await application.untilEnded(id);
    expect(ended.counts.finished).toBe(12);
    const left = readdirSync(results()).filter(name => name.endsWith('.sca')).length;
    expect(left).toBeGreaterThan(5);
    const plan = await application.client.campaigns.runMissing({ campaignId: id, dryRun: true });
    expect(plan).toMatchObject({ run: 12 - left, reused: left });
    expect(plan.reasons).toContainEqual({
      runs: 12 - left,
      reuse: false,
      reason: 'its result files were changed or removed',
    });
  });

  it('pauses when the project is moved away, makes nothing in its old place, and goes on when it is back', async () => {
    const away = `${workplace.project} (away)`;
    const id = await application.submit('OneSecond', { runFilter: '0..5', options: ['--sim-time-limit=600000s'] });
    await application.until(id, ({ counts }) => counts.running === 2);
    renameSync(workplace.project, away);
    const paused = await application.until(id, ({ phase }) => phase === 'paused');
    expect(paused.paused).toEqual({ kind: 'project-moved', path: workplace.project });
    expect(statSync(workplace.project, { throwIfNoEntry: false })).toBeUndefined();
    renameSync(away, workplace.project);
    await application.client.campaigns.resume({ campaignId: id });
    await application.untilEnded(id);
    await application.client.campaigns.retryFailed({ campaignId: id });
    expect((await application.untilEnded(id)).counts.finished).toBe(6);
  });

  it('keeps a flood of output on disk, a bounded tail of it in view, and stays alive', async () => {
    const id = await application.submit('MisbehavingFlood', { limits: { logBytes: 50_000_000 } });
    const [row] = (await application.until(id, ({ counts }) => counts.running > 0)) && (await application.rows(id));
    if (!row) throw new Error('there is no run');
    for await (const log of application.client.runs.watchLog({ runId: row.id })) {
      expect(log.lines.length).toBeLessThan(20_000);
      if (log.ended) break;
    }
    const ended = await application.untilEnded(id);
    expect(ended.counts.finished + ended.counts.failed).toBe(1);
  });

  it('keeps the results of an ini file that sends them elsewhere in that place', async () => {
    const elsewhere = join(workplace.folder, 'results elsewhere');
    const id = await application.submit('Quick', {
      runFilter: '0..1',
      reuse: false,
      options: [`--result-dir=${elsewhere}`],
    });
    expect((await application.untilEnded(id)).counts.finished).toBe(2);
    expect(readdirSync(elsewhere).filter(name => name.endsWith('.sca'))).toHaveLength(2);
  });
});

describe('a storage folder', () => {
  it('that cannot be written is told in one sentence', async () => {
    const file = join(workplace.folder, 'a file');
    writeFileSync(file, '');
    const { ended, said } = startCommandLine(join(file, 'storage'), 'list');
    expect(await ended).toBe(1);
    expect(said.error).toContain(join(file, 'storage'));
    expect(said.error).not.toContain('    at ');
  });

  it('whose history is damaged is begun anew, with the old one set aside', async () => {
    const storage = join(workplace.folder, 'damaged');
    mkdirSync(storage);
    writeFileSync(
      join(storage, 'history.sqlite'),
      'this is no database, and long enough to be taken for one'.repeat(100),
    );
    const { ended, said } = startCommandLine(storage, 'list');
    expect(await ended).toBe(0);
    expect(said.error).toMatch(/history/i);
    expect(readdirSync(storage).some(name => name.startsWith('history.sqlite.damaged-'))).toBe(true);
  });

  it('is shared by everyone who asks at once', async () => {
    const storage = join(workplace.folder, 'shared');
    const all = [0, 1, 2, 3].map(() => startCommandLine(storage, 'list'));
    expect(await Promise.all(all.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
  });
});
