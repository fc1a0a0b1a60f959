import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isFailure } from '../../contract/failure.ts';
import { unpackNumbers } from '../../contract/results.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;

beforeAll(() => {
  under = new ResultsUnderTest();
});

beforeEach(() => under.next());

afterAll(() => under.close());

/** Tests after which a service is of no more use. */
function withServiceOfItsOwn(open: () => ResultsUnderTest): void {
  let shared: ResultsUnderTest;
  beforeEach(() => {
    shared = under;
    under = open();
  });
  afterEach(async () => {
    await under.close();
    under = shared;
  });
}

/** A small scalar file of one run. */
function scalarFile(run: string, iterations: Record<string, string>, scalars: Record<string, number | string>): string {
  const repetition = run.split('-').at(-1);
  return [
    'version 3',
    `run ${run}`,
    'attr configname Test',
    `attr repetition ${repetition}`,
    ...Object.entries(iterations).map(([name, value]) => `itervar ${name} ${value}`),
    'config network Net',
    '',
    ...Object.entries(scalars).map(([name, value]) => `scalar Net.queue ${name} ${value}\nattr unit s`),
    '',
  ].join('\n');
}

/** A campaign of two variables with three repetitions: the mean queue length is load · 10 + repetition. */
function writeCampaign(): void {
  for (const load of ['0.5', '0.9', '0.10'])
    for (const discipline of ['fifo', 'lifo'])
      for (const repetition of [0, 1, 2]) {
        const run = `Test-${load}-${discipline}-${repetition}`;
        const length = Number(load) * 10 + repetition + (discipline === 'lifo' ? 100 : 0);
        under.write(
          `results/${run}.sca`,
          scalarFile(run, { load, discipline }, { length, odd: repetition === 0 ? 'nan' : 1 }),
        );
      }
}

describe('a pivot', () => {
  const base = { where: {}, name: 'length', series: [], confidence: 0.95 };

  it('averages over repetitions, with Student’s interval', async () => {
    writeCampaign();
    await under.read();
    const pivot = await under.service.pivot(
      { ...base, source: under.source, x: 'load', series: ['discipline'] },
      under.signal,
    );
    expect(pivot).toMatchObject({ xValues: ['0.10', '0.5', '0.9'], xNumeric: true, unit: 's', valuesOmitted: 0 });
    expect(pivot.lines.map(line => [line.label, line.values, line.cells.map(cell => cell?.mean)])).toEqual([
      ['discipline=fifo', { discipline: 'fifo' }, [2, 6, 10]],
      ['discipline=lifo', { discipline: 'lifo' }, [102, 106, 110]],
    ]);
    const [cell] = pivot.lines[0]!.cells;
    // 4.302653 · 1 / √3
    expect(cell).toMatchObject({ n: 3, standardDeviation: 1 });
    expect(cell!.high! - cell!.mean).toBeCloseTo(2.484138, 5);
  });

  it('takes only chosen runs, and leaves cells empty that no run has', async () => {
    writeCampaign();
    await under.read();
    const where = { discipline: ['lifo'] };
    const filter = 'NOT (itervar:load =~ 0.9) OR run =~ *-1';
    const pivot = await under.service.pivot({ ...base, source: under.source, where, filter, x: 'load' }, under.signal);
    expect(pivot.lines[0]!.cells.map(cell => [cell?.n, cell?.mean])).toEqual([
      [3, 102],
      [3, 106],
      [1, 110],
    ]);
    const none = await under.service.pivot({ ...base, source: under.source, where: { load: ['7'] } }, under.signal);
    expect(none).toEqual({ xValues: [], xNumeric: false, lines: [], valuesOmitted: 0 });
  });

  it('counts values that are no numbers, and does not average them', async () => {
    writeCampaign();
    await under.read();
    const pivot = await under.service.pivot({ ...base, source: under.source, name: 'odd' }, under.signal);
    expect(pivot.lines[0]!.cells).toEqual([{ n: 12, mean: 1, standardDeviation: 0, low: 1, high: 1, notFinite: 6 }]);
  });

  it('counts a run once, although its file was copied', async () => {
    writeCampaign();
    under.write('copy/again.sca', readFileSync(join(under.folder, 'results/Test-0.5-fifo-1.sca')));
    await under.read();
    const pivot = await under.service.pivot(
      { ...base, source: under.source, where: { load: ['0.5'], discipline: ['fifo'] } },
      under.signal,
    );
    expect(pivot.lines[0]!.cells[0]).toMatchObject({ n: 3, mean: 6 });
  });

  it('reads fields of statistics and of vectors', async () => {
    under.copy('fifo');
    under.copy('histograms');
    await under.read();
    const ask = (name: string, field?: string) =>
      under.service.pivot(
        { ...base, source: under.source, name, field, filter: 'NOT (run =~ Normal-* OR run =~ IntUniform-*)' },
        under.signal,
      );
    const mean = async (name: string, field?: string) =>
      (await ask(name, field)).lines.map(line => line.cells[0]?.mean);
    expect(await mean('ksplit-default')).toEqual([expect.closeTo(4.99967925102794, 12)]);
    expect(await mean('ksplit-default', 'count')).toEqual([200001]);
    expect(await mean('qlen:vector', 'max')).toEqual([3]);
    expect((await ask('ksplit-default', 'constructor').catch(error => error)).code).toBe('request.invalid');
  });
});

describe('names, dimensions and items', () => {
  it('tell what there is', async () => {
    writeCampaign();
    await under.read();
    const names = await under.service.names({ source: under.source, where: { load: ['0.5'] } }, under.signal);
    expect(names).toEqual([
      { type: 'scalar', name: 'length', modules: ['Net.queue'], moduleCount: 1, runs: 6, unit: 's' },
      { type: 'scalar', name: 'odd', modules: ['Net.queue'], moduleCount: 1, runs: 6, unit: 's' },
    ]);
    const dimensions = await under.service.dimensions({ source: under.source }, under.signal);
    expect(dimensions.runs).toBe(18);
    expect(dimensions.iterationVariables).toEqual([
      { name: 'discipline', values: ['fifo', 'lifo'], valueCount: 2, numeric: false },
      { name: 'load', values: ['0.10', '0.5', '0.9'], valueCount: 3, numeric: true },
    ]);
    expect(dimensions.attributes.find(({ name }) => name === 'repetition')?.values).toEqual(['0', '1', '2']);
  });

  it('tell the runs with wanted values, and how many there are', async () => {
    writeCampaign();
    await under.read();
    const ask = (where: Record<string, string[]>, limit = 1000) =>
      under.service.runs({ source: under.source, where, limit }, under.signal);
    const { runs, total } = await ask({ load: ['0.5'], discipline: ['lifo'] });
    expect(total).toBe(3);
    expect(runs.map(run => run.repetition)).toEqual(['0', '1', '2']);
    expect(runs.map(run => run.values)).toEqual(Array.from({ length: 3 }, () => ({ load: '0.5', discipline: 'lifo' })));
    const { items } = await under.service.items(
      { source: under.source, where: { load: ['0.5'], discipline: ['lifo'] }, offset: 0, limit: 100 },
      under.signal,
    );
    expect(new Set(items.map(item => item.run))).toEqual(new Set(runs.map(run => run.id)));
    expect(await ask({}, 4)).toMatchObject({ total: 18, runs: { length: 4 } });
  });

  it('come in pages', async () => {
    writeCampaign();
    await under.read();
    const page = (offset: number, limit: number) =>
      under.service.items({ source: under.source, where: {}, filter: 'length', offset, limit }, under.signal);
    const all = await page(0, 100);
    expect(all.total).toBe(18);
    const pages = await Promise.all([page(0, 7), page(7, 7), page(14, 7)]);
    expect(pages.flatMap(({ items }) => items)).toEqual(all.items);
    expect(new Set(all.items.map(({ id }) => id)).size).toBe(18);
    expect((await page(50, 5)).items).toEqual([]);
  });

  it('refuse a filter that is none, and say where it is wrong', async () => {
    const error = await under.items(undefined, 'module =~').catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'results.filter-invalid', details: { position: 9 } });
  });
});

describe('histograms', () => {
  it('are merged over repetitions', async () => {
    under.copy('aloha');
    await under.read();
    const ask = (merge: boolean) =>
      under.service.histograms(
        { source: under.source, where: {}, name: 'collisionMultiplicity:histogram', merge },
        under.signal,
      );
    const merged = await ask(true);
    const single = await ask(false);
    expect(merged.map(({ label, runs }) => [label, runs])).toEqual([
      ['iaMean=1, numHosts=10', 2],
      ['iaMean=2, numHosts=10', 2],
    ]);
    expect(single.length).toBe(4);
    const [first] = merged;
    const [one, other] = single.slice(0, 2);
    expect(first!.count).toBe(one!.count + other!.count);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(first!.values)).toBe(sum(one!.values) + sum(other!.values));
    expect(first!.mean).toBeCloseTo((one!.mean! * one!.count + other!.mean! * other!.count) / first!.count, 12);
    expect([first!.min, first!.max]).toEqual([2, Math.max(one!.max!, other!.max!)]);
  });
});

/** A vector file in which each of two vectors has `blocks` blocks of ten samples: value = time². */
function vectorFile(blocks: number): string {
  const lines = [
    'version 3',
    'run R-0',
    'itervar load 1',
    '',
    'vector 0 Net.a speed:vector ETV',
    'attr unit m',
    'vector 1 Net.b other:vector TV',
  ];
  for (let block = 0; block < blocks; block++) {
    for (let sample = 0; sample < 10; sample++)
      lines.push(`0\t${block * 10 + sample}\t${block * 10 + sample}.5\t${(block * 10 + sample + 0.5) ** 2}`);
    for (let sample = 0; sample < 10; sample++)
      lines.push(`1\t${block * 10 + sample}\t${sample % 2 === 0 ? 'nan' : 1}`);
  }
  return `${lines.join('\n')}\n`;
}

describe('vectors', () => {
  async function read(
    request: {
      from?: number;
      to?: number;
      columns?: number;
      transform?: 'none' | 'difference' | 'rate' | 'moving-average' | 'running-average';
    },
    item = 0,
  ) {
    const { items } = await under.items(['vector']);
    const [vector] = await under.service.vectors(
      { source: under.source, ids: [items[item]!.id], columns: 1000, transform: 'none', window: 4, ...request },
      under.signal,
    );
    return { ...vector!, times: [...unpackNumbers(vector!.times)], values: [...unpackNumbers(vector!.values)] };
  }

  beforeEach(async () => {
    under.write('a.vec', vectorFile(40));
    await under.read();
  });

  it('are read in a window, with the neighbours of it', async () => {
    const { times, values, ...rest } = await read({ from: 100, to: 103 });
    expect(times).toEqual([99.5, 100.5, 101.5, 102.5, 103.5]);
    expect(values).toEqual(times.map(time => time ** 2));
    expect(rest).toMatchObject({
      run: 'R-0',
      module: 'Net.a',
      name: 'speed:vector',
      unit: 'm',
      samples: 400,
      samplesInWindow: 3,
      thinned: false,
    });
  });

  it('are thinned to the columns there are', async () => {
    const { times, samplesInWindow, thinned } = await read({ columns: 10 });
    expect({ samplesInWindow, thinned, first: times[0], last: times.at(-1) }).toEqual({
      samplesInWindow: 400,
      thinned: true,
      first: 0.5,
      last: 399.5,
    });
    expect(times.length).toBe(20);
  });

  it.each(['difference', 'rate', 'moving-average', 'running-average'] as const)(
    'have the same %s in a window as in the whole',
    async transform => {
      const whole = await read({ transform });
      const part = await read({ transform, from: 200, to: 210 });
      const at = whole.times.indexOf(part.times[1]!);
      expect(part.samplesInWindow).toBe(10);
      for (const [index, value] of part.values.slice(1, -1).entries())
        expect(value).toBeCloseTo(whole.values[at + index]!, 8);
    },
  );

  it('have gaps where a value is no number', async () => {
    const { values } = await read({ from: 0, to: 3 }, 1);
    expect(values).toEqual([Number.NaN, 1, Number.NaN, 1, Number.NaN]);
  });

  it('are not found by an id of something else', async () => {
    const ask = (id: string) =>
      under.service
        .vectors({ source: under.source, ids: [id], columns: 10, transform: 'none', window: 4 }, under.signal)
        .catch(error => error);
    expect(await ask('nonsense')).toMatchObject({ code: 'request.not-found' });
    expect(await ask('vector/R-0/Net.a/nothing/0.0')).toMatchObject({ code: 'request.not-found' });
    expect(await ask('vector/%E0%A4%A/x/y/0.0')).toMatchObject({ code: 'request.not-found' });
    expect(await ask('scalar/R-0/Net.a/x/0.0')).toMatchObject({ code: 'request.invalid' });
  });

  it('are found again when an index has deceived', async () => {
    const lines = readFileSync(join(under.folder, 'a.vec'), 'utf8').split('\n').slice(0, 7);
    const { size } = statSync(join(under.folder, 'a.vec'));
    utimesSync(join(under.folder, 'a.vec'), 1_700_000_000, 1_700_000_000);
    under.write('a.vci', `file ${size} 1700000000\n${lines.join('\n')}\n0\t17 5000 0 399 0.5 399.5 400 0 1 0 0\n`);
    await under.read();
    const { times, samplesInWindow } = await read({});
    expect({ samplesInWindow, first: times[0], last: times.at(-1) }).toEqual({
      samplesInWindow: 400,
      first: 0.5,
      last: 399.5,
    });
  });

  it('are read as far as a run has written them', async () => {
    const content = vectorFile(3);
    const start = content.indexOf('0\t0\t');
    const length = content.indexOf('1\t0\tnan') - start;
    const header = content.slice(0, start);
    under.write('growing.vec', `${content}1\t30`);
    under.write(
      'growing.vci',
      `${' '.repeat(64)}\n${header}0\t${start} ${length} 0 9 0.5 9.5 10 0.25 90.25 332.5 19\n`,
    );
    await under.read();
    const { items } = await under.items(['vector'], 'file =~ growing.vec');
    expect(items.map(({ value }) => value)).toEqual([10, 0]);
    const { files } = await under.service.files({ source: under.source, offset: 0, limit: 10 }, under.signal);
    expect(files.find(({ path }) => path === 'growing.vec')?.problem).toContain('still being written');
  });
});

describe('files that are odd', () => {
  it('are read as far as they make sense, and it is told what does not', async () => {
    under.write('empty.sca', '');
    under.write('empty.vec', '');
    under.write('picture.sca', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 7]));
    under.write('text.sca', 'version 3\nscalar a b 1\n');
    under.write('version.sca', 'version 4\nrun R-1\nscalar a b 1\n');
    under.write(
      'values.sca',
      'version 3\nrun R-2\nscalar a b one\nscalar a c 2 3\nscalar a d 4\nfield x 1\nbin 0 1\nattr lonely\npar p q "open\n',
    );
    under.write('folder.sca/inside.sca', scalarFile('R-3-0', {}, { x: 1 }));
    await under.read();
    const { files } = await under.service.files({ source: under.source, offset: 0, limit: 20 }, under.signal);
    const problems = Object.fromEntries(files.map(({ path, problem }) => [path, problem]));
    expect(problems).toEqual({
      'empty.sca': undefined,
      'empty.vec': undefined,
      'folder.sca/inside.sca': undefined,
      'picture.sca': expect.stringContaining('holds no run'),
      'text.sca': expect.stringContaining('line 2: scalar stands before any run'),
      'version.sca': 'line 1: version 4 is not known, only 2 and 3',
      'values.sca': 'line 3: a scalar needs one number (and 5 more)',
    });
    const { items } = await under.items();
    expect(items.map(({ run, name, value }) => [run, name, value])).toEqual([
      ['R-3-0', 'x', 1],
      ['R-2', 'd', 4],
      ['R-1', 'b', 1],
    ]);
  });

  it('keep what was recorded before the last line was cut', async () => {
    under.write('cut.sca', `${scalarFile('R-0', {}, { a: 1, b: 2 })}scalar Net.queue c 3`);
    expect(await under.read()).toMatchObject({ files: 1, items: 3, problems: 1 });
  });
});

describe('the catalogue', () => {
  withServiceOfItsOwn(() => new ResultsUnderTest());

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
    writeCampaign();
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
    writeCampaign();
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
    writeCampaign();
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

describe('a folder', () => {
  it('that is not there fails, and one that is a file', async () => {
    const ask = (folder: string) =>
      under.service.names({ source: { folder }, where: {} }, under.signal).catch((error: unknown) => error);
    expect(await ask(join(under.root, 'nowhere'))).toMatchObject({ code: 'file.not-found' });
    expect(await ask(under.write('a.txt', 'x'))).toMatchObject({ code: 'file.not-readable' });
  });

  it('lists its files in pages, without those nobody wants', async () => {
    writeCampaign();
    under.write('node_modules/a/b.sca', scalarFile('X-0', {}, { x: 1 }));
    under.write('results/notes.txt', 'x');
    under.write('results/run.out', 'x');
    const all = await under.service.files({ source: under.source, offset: 0, limit: 100 }, under.signal);
    expect(all).toMatchObject({ total: 20, truncated: false });
    expect(
      all.files.filter(({ kind }) => kind !== 'scalars').map(({ path, kind, folder }) => [path, kind, folder]),
    ).toEqual([
      ['results/notes.txt', 'other', under.folder],
      ['results/run.out', 'log', under.folder],
    ]);
    const page = await under.service.files({ source: under.source, offset: 5, limit: 3 }, under.signal);
    expect(page).toEqual({ files: all.files.slice(5, 8), total: 20, truncated: true });
  });
});

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
    writeCampaign();
    await under.read();
    const text = await under.exported('CSV-S', { filter: 'length', where: { load: ['0.5'] } });
    expect(text.split('\n').slice(0, 3)).toEqual([
      'run,discipline,load,repetition,module,name,value',
      'Test-0.5-fifo-0,fifo,0.5,0,Net.queue,length,5',
      'Test-0.5-fifo-1,fifo,0.5,1,Net.queue,length,6',
    ]);
  });

  it('overwrites nothing unasked, and leaves nothing half', async () => {
    writeCampaign();
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

describe('a notebook cell', () => {
  it('names the chosen files, by pattern where that means the same', async () => {
    writeCampaign();
    await under.read();
    const { python } = await under.service.notebook(
      { source: under.source, where: { load: ['0.5', '0.[9]'] }, filter: 'length' },
      under.signal,
    );
    expect(python).toContain(`folder = ${JSON.stringify(under.folder)}`);
    expect(python).toContain('for path in ["results/Test-0.*.sca"]]');
    expect(python).toContain(
      'filter_expression="(length) AND (itervar:load =~ \\"0.5\\" OR itervar:load =~ \\"0.\\\\\\\\[9]\\")"',
    );
  });
});

it('a file is revealed if it is there', async () => {
  expect(await under.service.reveal({ path: under.write('a.sca', '') }, under.signal)).toEqual({ shown: false });
});

describe('campaigns', () => {
  const campaignFiles = new Map<string, string[]>();

  withServiceOfItsOwn(
    () =>
      new ResultsUnderTest(async id => {
        const files = (campaignFiles.get(id) ?? []).map(path => ({
          path,
          runId: `run of ${path}` as never,
          runState: 'finished' as const,
        }));
        return { folder: under.folder, label: id, files };
      }),
  );

  beforeEach(() => {
    writeCampaign();
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

it('a question that is aborted ends at once', async () => {
  under.write('a.vec', vectorFile(20_000));
  await under.read();
  const { items } = await under.items(['vector']);
  const controller = new AbortController();
  const ids = new Array(20).fill(items[0]!.id);
  const question = under.service.vectors(
    { source: under.source, ids, columns: 100, transform: 'moving-average', window: 1000 },
    controller.signal,
  );
  controller.abort(new Error('enough'));
  await expect(question).rejects.toThrow('enough');
  expect(isFailure(await under.items().catch(error => error))).toBe(false);
});
