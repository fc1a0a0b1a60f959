import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isFailure } from '../../contract/failure.ts';
import { scalarFile, vectorFile, writeCampaign } from '../testing/result-files.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;

beforeAll(() => {
  under = new ResultsUnderTest();
});

beforeEach(() => under.next());

afterAll(() => under.close());

describe('a pivot', () => {
  const base = { where: {}, name: 'length', series: [], confidence: 0.95 };

  it('averages over repetitions, with Student’s interval', async () => {
    writeCampaign(under);
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
    writeCampaign(under);
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
    writeCampaign(under);
    await under.read();
    const pivot = await under.service.pivot({ ...base, source: under.source, name: 'odd' }, under.signal);
    expect(pivot.lines[0]!.cells).toEqual([{ n: 12, mean: 1, standardDeviation: 0, low: 1, high: 1, notFinite: 6 }]);
  });

  it('counts a run once, although its file was copied', async () => {
    writeCampaign(under);
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
    writeCampaign(under);
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
    writeCampaign(under);
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
    writeCampaign(under);
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

describe('a folder', () => {
  it('that is not there fails, and one that is a file', async () => {
    const ask = (folder: string) =>
      under.service.names({ source: { folder }, where: {} }, under.signal).catch((error: unknown) => error);
    expect(await ask(join(under.root, 'nowhere'))).toMatchObject({ code: 'file.not-found' });
    expect(await ask(under.write('a.txt', 'x'))).toMatchObject({ code: 'file.not-readable' });
  });

  it('lists its files in pages, without those nobody wants', async () => {
    writeCampaign(under);
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

describe('a notebook cell', () => {
  it('names the chosen files, by pattern where that means the same', async () => {
    writeCampaign(under);
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
