import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Campaign } from '../contract/campaigns.ts';
import { runStates } from '../renderer/words/describe-run-end.ts';
import { exitCodeOf } from './cli/follow-campaign.ts';
import { startCommandLine, waitUntil } from './testing/command-line.ts';
import { makeWorkplace, type Workplace } from './testing/example.ts';

let workplace: Workplace;

beforeAll(async () => {
  workplace = await makeWorkplace('cli');
});
afterAll(() => workplace.remove());

async function simswarm(...args: string[]) {
  const { said, ended } = startCommandLine(workplace.storage, ...args);
  return { exitCode: await ended, ...said };
}

/** Simulations of this test's storage that are alive; a program that only lists its runs is none. */
function livingSimulations(): string[] {
  return readdirSync('/proc').filter(pid => {
    try {
      if (!/^\d+$/.test(pid)) return false;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes(`${workplace.storage}/prepared`) && !command.split('\0').includes('-q');
    } catch {
      return false;
    }
  });
}

describe('the command line', () => {
  it('ends with 130 for a campaign that was cancelled before its runs were known', () => {
    const counts = Object.fromEntries(runStates.map(state => [state, 0])) as Campaign['counts'];
    expect(exitCodeOf({ counts, runCount: 0 } as Campaign)).toBe(130);
    expect(exitCodeOf({ counts: { ...counts, reused: 3 }, runCount: 3 } as Campaign)).toBe(0);
  });

  it('runs a configuration and exits with 0 when all results are there, 1 when a run failed', async () => {
    const good = await simswarm('run', '-c', 'Quick', '-r', '$interarrivalTime==2', workplace.project);
    expect(good).toMatchObject({ exitCode: 0, error: expect.stringContaining('12 runs') });
    const bad = await simswarm('run', '-c', 'Failing', workplace.project);
    expect(bad).toMatchObject({ exitCode: 1 });
    expect(bad.error).toMatch(/4 × Queue overflow/);
    expect(bad.error).toMatch(/1 × crashed with SIGABRT \(all with load=0\.7\)/);
  });

  it('prints what scripts can read', async () => {
    const { out } = await simswarm('--json', 'run', '-c', 'Quick', '-r', '0..2', workplace.project);
    const { campaign, runs } = JSON.parse(out);
    expect(campaign).toMatchObject({ phase: 'ended', runCount: 3 });
    expect(runs).toHaveLength(3);
    const list = JSON.parse((await simswarm('list', '--json')).out);
    expect(list[0]).toMatchObject({ id: campaign.id, name: 'Quick' });
    expect(JSON.parse((await simswarm('clusters', '--json')).out)).toMatchObject([{ id: 'local', kind: 'local' }]);
    const status = JSON.parse((await simswarm('status', campaign.id.slice(0, 6), '--json')).out);
    expect(status.runs).toHaveLength(3);
  });

  it('says in words what is wrong, and exits with 1', async () => {
    expect(await simswarm('run', '-c', 'Quick', '/nowhere')).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('/nowhere'),
    });
    expect(await simswarm('run', '-c', 'Quikc', workplace.project)).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('Quikc'),
    });
    expect(await simswarm('status', 'zzz')).toMatchObject({ exitCode: 1 });
    expect(await simswarm('run', '-o', 'nonsense', workplace.project)).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('key=value'),
    });
    expect((await simswarm('run', '--help')).out).toContain('simswarm run -c PureAlohaExperiment');
  });

  it('expands without executing', async () => {
    const { out, exitCode } = await simswarm(
      'run',
      '-c',
      'Quick',
      '--dry-run',
      '--json',
      '-r',
      '$serviceTime==0.4',
      workplace.project,
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      iterationVariables: ['interarrivalTime', 'serviceTime'],
      runs: { length: 9 },
    });
  });

  it('need not be told which configuration when there is one', async () => {
    writeFileSync(join(workplace.project, 'only.ini'), '[General]\nnetwork = MM1\nsim-time-limit = 10s\n');
    const only = await simswarm('run', '-f', 'only.ini', '--dry-run', workplace.project);
    expect(only).toMatchObject({ exitCode: 0, out: expect.stringContaining('1 run') });
    const several = await simswarm('run', '--dry-run', workplace.project);
    expect(several).toMatchObject({ exitCode: 1, error: expect.stringContaining('Which configuration?') });
  });

  it('cancels cleanly at the first Ctrl-C, and leaves at once at the second', async () => {
    const polite = startCommandLine(workplace.storage, 'run', '-c', 'Endless', workplace.project);
    expect(await waitUntil(() => livingSimulations().length > 0, 20_000)).toBe(true);
    polite.process.kill('SIGINT');
    expect(await polite.ended).toBe(130);
    expect(polite.said.error).toContain('1 cancelled');
    expect(livingSimulations()).toEqual([]);
    const hurried = startCommandLine(workplace.storage, 'run', '-c', 'MisbehavingHang', workplace.project);
    expect(await waitUntil(() => livingSimulations().length > 0, 20_000)).toBe(true);
    hurried.process.kill('SIGINT');
    expect(await waitUntil(() => hurried.said.error.includes('Cancelling'), 5000)).toBe(true);
    hurried.process.kill('SIGINT');
    expect(await hurried.ended).toBe(130);
    expect(await waitUntil(() => livingSimulations().length === 0, 5000)).toBe(true);
  });

  it('asks the process that owns the storage, from a second command line', async () => {
    const owner = startCommandLine(workplace.storage, 'run', '-c', 'Endless', workplace.project);
    expect(await waitUntil(() => livingSimulations().length > 0, 20_000)).toBe(true);
    const [campaign] = JSON.parse((await simswarm('list', '--json')).out);
    expect(campaign).toMatchObject({ name: 'Endless', phase: 'running', counts: { running: 1 } });
    expect(await simswarm('delete', campaign.id)).toMatchObject({ exitCode: 1 });
    expect(await simswarm('cancel', campaign.id)).toMatchObject({ exitCode: 0 });
    expect(await owner.ended).toBe(130);
  });
});

describe('an application that is killed', () => {
  it('leaves no simulation behind, shows the truth afterwards, and finishes with nothing done twice', async () => {
    const args = ['run', '-c', 'OneSecond', '-r', '0..7', '-o', 'sim-time-limit=600000s', workplace.project];
    const killed = startCommandLine(workplace.storage, ...args);
    const finished = () =>
      readdirSync(join(workplace.project, 'results')).filter(name => /^OneSecond.*sca$/.test(name)).length;
    expect(await waitUntil(() => finished() >= 2 && livingSimulations().length > 0, 60_000)).toBe(true);
    killed.process.kill('SIGKILL');
    expect(await waitUntil(() => livingSimulations().length === 0, 5000)).toBe(true);
    const [campaign] = JSON.parse((await simswarm('list', '--json')).out);
    expect(campaign).toMatchObject({ phase: 'interrupted', counts: { running: 0, waiting: 0 } });
    const before = campaign.counts.finished;
    expect(before).toBeGreaterThanOrEqual(2);
    const missing = await simswarm('missing', campaign.id);
    expect(missing).toMatchObject({ exitCode: 0, error: expect.stringContaining(`${before} runs reused`) });
    const { runs } = JSON.parse((await simswarm('status', campaign.id, '--json')).out);
    expect(runs.map((run: { state: string }) => run.state)).toEqual(Array(8).fill('finished'));
    // Whatever was finished before was not run again.
    expect(runs.filter((run: { attempts: number }) => run.attempts === 1).length).toBeGreaterThanOrEqual(before);
  });
});
