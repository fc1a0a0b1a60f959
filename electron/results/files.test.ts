import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { vectorFile, writeCampaign } from '../testing/result-files.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;

beforeAll(() => {
  under = new ResultsUnderTest();
});

beforeEach(() => under.next());

afterAll(() => under.close());

describe('an export', () => {
  async function writeTo(destination: string, overwrite: boolean, signal = under.signal) {
    const phases = [];
    const request = {
      source: under.source,
      where: {},
      format: 'CSV-S' as const,
      types: ['scalar' as const],
      destination,
      overwrite,
    };
    for await (const work of under.service.export(request, signal)) phases.push(work.phase);
    return phases;
  }

  it('writes a table for spreadsheets', async () => {
    writeCampaign(under);
    await under.read();
    const text = await under.exported('CSV-S', { filter: 'length', where: { load: ['0.5'] } });
    expect(text.split('\n').slice(0, 3)).toEqual([
      'run,discipline,load,repetition,module,name,value',
      'Test-0.5-fifo-0,fifo,0.5,0,Net.queue,length,5',
      'Test-0.5-fifo-1,fifo,0.5,1,Net.queue,length,6',
    ]);
  });

  it('overwrites nothing unasked, and leaves nothing half', async () => {
    writeCampaign(under);
    await under.read();
    const destination = join(under.root, 'out.csv');
    writeFileSync(destination, 'mine');
    expect(await writeTo(destination, false).catch(error => error)).toMatchObject({ code: 'file.exists' });
    expect(readFileSync(destination, 'utf8')).toBe('mine');
    expect((await writeTo(destination, true)).at(-1)).toBe('done');
    expect(readFileSync(destination, 'utf8').split('\n').length).toBe(38);
    expect(await writeTo(join(under.root, 'no/such/folder.csv'), true).catch(error => error)).toMatchObject({
      code: 'file.not-writable',
    });
    expect(readdirSync(under.root).filter(name => name.includes('partial'))).toEqual([]);
  });

  it('ends when nobody waits for it', async () => {
    under.write('a.vec', vectorFile(20_000));
    await under.read();
    const destination = join(under.root, 'left.json');
    const request = { source: under.source, where: {}, format: 'JSON' as const, destination, overwrite: true };
    for await (const work of under.service.export(request, under.signal)) if (work.phase === 'working') break;
    for (let waited = 0; waited < 100 && partials().length > 0; waited++)
      await new Promise(resolve => setTimeout(resolve, 50));
    expect(partials()).toEqual([]);
    expect(existsSync(destination)).toBe(false);

    function partials(): string[] {
      return readdirSync(under.root).filter(name => name.includes('left.json'));
    }
  });
});

describe('copying', () => {
  async function copy(paths: string[]) {
    const phases = [];
    for await (const work of under.service.copy(
      { source: under.source, paths, destination: join(under.folder, '..', 'copy') },
      under.signal,
    ))
      phases.push(work);
    return phases;
  }

  it('keeps relative paths and times', async () => {
    const file = under.write('results/deep/a.vec', 'version 3\n');
    utimesSync(file, 1_700_000_000, 1_700_000_000.123);
    const work = await copy(['results/deep/a.vec']);
    expect(work.at(-1)).toEqual({ phase: 'done', path: join(under.folder, '..', 'copy'), files: 1, bytes: 10 });
    const copied = join(under.folder, '../copy/results/deep/a.vec');
    expect(statSync(copied).mtimeMs).toBeCloseTo(1_700_000_000_123, 0);
    expect((await copy(['results/deep/a.vec'])).at(-1)).toMatchObject({ phase: 'done' });
    writeFileSync(copied, 'something else');
    expect(await copy(['results/deep/a.vec']).catch(error => error)).toMatchObject({ code: 'file.exists' });
  });

  it('stays in the folder', async () => {
    under.write('a.sca', 'x');
    for (const path of ['../escape.sca', '/etc/passwd', 'results/../../x', '.'])
      expect(await copy([path]).catch(error => error), path).toMatchObject({ code: 'request.invalid' });
    expect(await copy(['missing.sca']).catch(error => error)).toMatchObject({ code: 'file.not-found' });
  });
});
