import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scalarFile, writeCampaign } from '../testing/result-files.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;

afterEach(() => under.close());

describe('the catalogue', () => {
  beforeEach(() => {
    under = new ResultsUnderTest();
  });

  function catalogues(): string[] {
    return readdirSync(under.catalogueFolder).filter(name => name.endsWith('.sqlite'));
  }

  async function names(): Promise<string[]> {
    return (await under.service.names({ source: under.source, where: {} }, under.signal)).map(({ name }) => name);
  }

  it('follows files that change, come and go', async () => {
    under.write('a.sca', scalarFile('A-0', {}, { first: 1 }));
    expect(await under.read()).toMatchObject({ ready: true, files: 1, indexed: 1, items: 1 });
    under.write('a.sca', scalarFile('A-0', {}, { second: 1, third: 2 }));
    under.write('b.sca', scalarFile('B-0', {}, { fourth: 1 }));
    expect(await under.read()).toMatchObject({ files: 2, items: 3 });
    expect(await names()).toEqual(['second', 'third', 'fourth']);
    rmSync(join(under.folder, 'a.sca'));
    await under.read();
    expect(await names()).toEqual(['fourth']);
  });

  it('is built anew when it was deleted under us', async () => {
    writeCampaign(under);
    await under.read();
    rmSync(under.catalogueFolder, { recursive: true });
    expect(await names()).toEqual(['length', 'odd']);
    expect(catalogues().length).toBe(1);
  });

  it.each([
    ['is no database', (path: string) => writeFileSync(path, 'not a database, but long enough to be read as one')],
    ['was cut', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 10_000))],
    ['was overwritten', (path: string) => writeFileSync(path, readFileSync(path).fill(0x55, 4096))],
    ['is empty', (path: string) => writeFileSync(path, '')],
    [
      'is of another version',
      (path: string) => {
        const database = new DatabaseSync(path);
        database.exec('PRAGMA user_version = 99; DELETE FROM segment');
        database.close();
      },
    ],
    [
      'lost a table',
      (path: string) => {
        const database = new DatabaseSync(path);
        database.exec('DROP TABLE segment');
        database.close();
      },
    ],
  ])('is built anew when its file %s', async (_, damage) => {
    writeCampaign(under);
    await under.read();
    await under.results.close();
    const path = join(under.catalogueFolder, catalogues()[0]!);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    damage(path);
    const reopened = under.reopen();
    for await (const progress of reopened.service.watchCatalogue({ source: under.source }, under.signal))
      if (progress.ready) break;
    const found = await reopened.service.names({ source: under.source, where: {} }, under.signal);
    expect(found.map(({ name, runs }) => [name, runs])).toEqual([
      ['length', 18],
      ['odd', 18],
    ]);
    await reopened.close();
  });

  it('moves with its folder', async () => {
    writeCampaign(under);
    await under.read();
    await under.results.close();
    const [before] = catalogues();
    const moved = join(under.root, 'moved');
    renameSync(under.folder, moved);
    const reopened = under.reopen();
    const progress = [];
    for await (const now of reopened.service.watchCatalogue({ source: { folder: moved } }, under.signal)) {
      progress.push(now);
      if (now.ready) break;
    }
    // Nothing was read again: nothing was ever missing.
    expect(progress.filter(({ files, indexed }) => files > 0 && indexed < files)).toEqual([]);
    expect(catalogues()).not.toEqual([before]);
    expect(catalogues().length).toBe(1);
    const names = await reopened.service.names({ source: { folder: moved }, where: {} }, under.signal);
    expect(names.map(({ runs }) => runs)).toEqual([18, 18]);
    await reopened.close();
  });
});

describe('campaigns', () => {
  const campaignFiles = new Map<string, string[]>();

  beforeEach(() => {
    under = new ResultsUnderTest(async id => {
      const files = (campaignFiles.get(id) ?? []).map(path => ({
        path,
        runId: `run of ${path}` as never,
        runState: 'finished' as const,
      }));
      return { folder: under.folder, listFiles: async () => files };
    });
    writeCampaign(under);
    campaignFiles.clear();
  });

  const source = (campaignId: string) => ({ campaignId: campaignId as never });

  async function runsOf(campaignId: string): Promise<number> {
    for await (const { ready } of under.service.watchCatalogue({ source: source(campaignId) }, under.signal))
      if (ready) break;
    return (await under.service.dimensions({ source: source(campaignId) }, under.signal)).runs;
  }

  it('see their own files and no others', async () => {
    campaignFiles.set('one', ['results/Test-0.5-fifo-0.sca', 'results/Test-0.5-fifo-1.sca']);
    campaignFiles.set('two', ['results/Test-0.5-fifo-1.sca', 'results/Test-0.9-lifo-2.sca', 'results/gone.sca']);
    expect(await runsOf('one')).toBe(2);
    expect(await runsOf('two')).toBe(2);
    const { files, total } = await under.service.files({ source: source('two'), offset: 0, limit: 10 }, under.signal);
    expect(files.map(({ path, runId, runState }) => [path, runId, runState])).toEqual([
      ['results/Test-0.5-fifo-1.sca', 'run of results/Test-0.5-fifo-1.sca', 'finished'],
      ['results/Test-0.9-lifo-2.sca', 'run of results/Test-0.9-lifo-2.sca', 'finished'],
    ]);
    expect(total).toBe(3);
    const text = await under.service.notebook({ source: source('one'), where: {} }, under.signal);
    expect(text.python).toContain('"results/Test-0.5-fifo-0.sca"');
  });

  it('fill the catalogue as runs end', async () => {
    campaignFiles.set('live', ['results/Test-0.5-fifo-0.sca']);
    const seen: number[] = [];
    const watching = (async () => {
      for await (const { indexed, ready } of under.service.watchCatalogue({ source: source('live') }, under.signal)) {
        seen.push(indexed);
        if (ready && indexed === 3) break;
      }
    })();
    expect(await runsOf('live')).toBe(1);
    for (const run of ['results/Test-0.5-fifo-1.sca', 'results/Test-0.5-fifo-2.sca']) {
      campaignFiles.get('live')!.push(run);
      await under.results.runEnded('live' as never, [run, run.replace('.sca', '.vci')]);
    }
    expect(await runsOf('live')).toBe(3);
    await watching;
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});
