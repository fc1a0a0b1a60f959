import { execFileSync } from 'node:child_process';
import { appendFileSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CampaignId, RunRow } from '../../contract/runs.ts';
import { stackPorts } from '../../contract/stack.ts';
import { copyExample } from '../peers/swarm.ts';
import { fetchAll, openTestStore, type RequestPart, untilEnded } from '../peers/swarm-campaigns.ts';
import type { OpenedSwarm } from './swarm-under-test.ts';

/** What tests do with campaigns of the example project on a swarm, and what the same campaigns come to on this computer. */
export async function openCampaigns(swarm: OpenedSwarm) {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-campaigns-'));
  const project = copyExample(join(folder, 'project'));
  const here = copyExample(join(folder, 'here'));
  execFileSync('make', ['-C', here, '-s', '-j2', 'MODE=release'], { stdio: 'ignore' });
  const { credentials, manager } = swarm;
  const address = (port: number, password: string) => ({ host: manager.address, port, password });
  const tests = await openTestStore({
    folder,
    redis: address(stackPorts.redis, credentials.redis),
    mongo: address(stackPorts.mongo, credentials.mongo),
  });
  const { store } = tests;
  let fetched = 0;

  const known = new Map<string, Record<string, string>>();

  /** Runs the configuration here, with the program as it is, and answers with its result files; once is enough, since they are always the same. */
  function runHere(request: RequestPart): Record<string, string> {
    const key = JSON.stringify(request);
    const results = known.get(key) ?? execute(request);
    known.set(key, results);
    return results;
  }

  function execute({ configuration, runFilter, options = [] }: RequestPart): Record<string, string> {
    rmSync(join(here, 'results'), { recursive: true, force: true });
    const filter = runFilter === undefined ? [] : ['-r', runFilter];
    execFileSync('./queueing', ['-s', '-u', 'Cmdenv', '-c', configuration, ...filter, ...options], {
      cwd: here,
      stdio: 'ignore',
    });
    return readResults(here);
  }

  /** Waits for the end, and expects what must be true after any fault: every run ended once, well, with results that are those of a local run, and nothing waits. */
  async function expectWhole(id: CampaignId, request: RequestPart, seconds = 500): Promise<RunRow[]> {
    const rows = await untilEnded(store, id, seconds);
    expect(Object.groupBy(rows, row => row.end?.reason ?? row.state)).toEqual({ finished: rows });
    const target = join(folder, `fetched-${++fetched}`);
    await fetchAll(store, id, target, rows);
    expect(readResults(target)).toEqual(runHere(request));
    const { journal } = tests.collections.campaign(id);
    const ends = await journal.find({ kind: 'ended' }).toArray();
    const good = ends.filter(entry => entry.kind === 'ended' && entry.end.reason === 'finished');
    expect(good.map(entry => entry.run).sort()).toEqual(rows.map(row => row.id).sort());
    await expect.poll(() => store.readLoad(), { timeout: 20_000 }).toMatchObject({ waitingRuns: 0, waitingBuilds: 0 });
    return rows;
  }

  /** Makes the source one that no compiler has seen, although it does the same. */
  function changeSource(): void {
    for (const file of globSync('src/*/*.cc', { cwd: project })) {
      appendFileSync(join(project, file), `extern int changedAt${Date.now()};\n`);
    }
  }

  return {
    ...tests,
    project,
    changeSource,
    folder,
    runHere,
    expectWhole,
    submit: (request: RequestPart) => tests.submit(project, request),
    async [Symbol.asyncDispose]() {
      await tests[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Campaigns = Awaited<ReturnType<typeof openCampaigns>>;

/** All result files below a project by their names, without what belongs to one execution: names of runs, dates, process numbers and the positions that follow from their lengths. */
function readResults(folder: string): Record<string, string> {
  const results = join(folder, 'results');
  return Object.fromEntries(
    readdirSync(results)
      .sort()
      .map(name => [name, withoutExecution(name, readFileSync(join(results, name), 'utf8'))]),
  );
}

function withoutExecution(name: string, text: string): string {
  const anonymous = text
    .replace(/\b(\w+-\d+)-\d{8}-\d{2}:\d{2}:\d{2}-\d+\b/g, '$1')
    .replace(/^attr (datetime|datetimef|processid|runid) .*$/gm, 'attr $1');
  if (!name.endsWith('.vci')) return anonymous;
  const first = Number(/^\d+\t(\d+) /m.exec(anonymous)?.[1] ?? 0);
  return anonymous
    .replace(/^file .*$/m, 'file')
    .replace(/^(\d+)\t(\d+) /gm, (_, vector, offset) => `${vector}\t${Number(offset) - first} `);
}
