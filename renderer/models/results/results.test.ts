import { describe, expect, it } from 'vitest';
import type { Histogram, Pivot, ResultFile } from '../../../contract/results.ts';
import {
  averagedVariables,
  emptyScalarChart,
  emptyVectorChart,
  readChart,
  suggestScalarChart,
  writeChart,
} from './chart-definition.ts';
import { FileWorking } from './file-work.ts';
import { toSteps } from './histogram-answers.ts';
import { Marks } from './marks.ts';
import { filterFiles, sumSizes, toFolders } from './result-files.ts';
import { labelsApart } from './results-page.ts';
import { joinPivots } from './scalar-answers.ts';
import { quotePattern } from './vector-answers.ts';

const dimension = (name: string, values: string[], numeric = true) => ({ name, values, numeric });

describe('a chart', () => {
  it('is the same after a way through an address', () => {
    const chart = {
      ...emptyVectorChart,
      result: { name: 'queue length:vector', module: 'Net.q[0]' },
      runs: ['Quick-0-2026&x'],
      from: 5,
    };
    expect(readChart(writeChart(chart))).toEqual(chart);
  });

  it('in a broken or foreign address is none', () => {
    expect(readChart('?view=scalars')).toBeUndefined();
    expect(readChart('?chart={"kind":"scalars"')).toBeUndefined();
    expect(readChart(`?chart=${encodeURIComponent('{"kind":"pie"}')}`)).toBeUndefined();
  });
});

describe('the first scalar chart', () => {
  it('lays the numeric variable with the most values across and makes lines of the others', () => {
    const dimensions = {
      runs: 1,
      iterationVariables: [dimension('arrivals', ['1', '2']), dimension('load', ['1', '2', '3'])],
    };
    expect(suggestScalarChart(emptyScalarChart, dimensions)).toMatchObject({
      x: 'load',
      series: ['arrivals'],
      where: {},
    });
  });

  it('holds fast what would make too many lines, so that nothing is averaged unasked', () => {
    const many = Array.from({ length: 10 }, (_, index) => String(index));
    const iterationVariables = [
      dimension('a', many),
      dimension('b', ['1', '2', '3']),
      dimension('c', many),
      dimension('d', ['only']),
    ];
    const chart = suggestScalarChart(emptyScalarChart, { runs: 1, iterationVariables });
    expect(chart).toMatchObject({ x: 'a', series: ['b'], where: { c: ['0'] } });
    expect(averagedVariables(chart, { runs: 1, iterationVariables })).toEqual([]);
    expect(averagedVariables({ ...chart, where: {} }, { runs: 1, iterationVariables })).toEqual(['c']);
  });

  it('prefers a number across to a text with more values', () => {
    const iterationVariables = [dimension('discipline', ['"a"', '"b"', '"c"'], false), dimension('load', ['1', '2'])];
    expect(suggestScalarChart(emptyScalarChart, { runs: 1, iterationVariables }).x).toBe('load');
  });
});

describe('several scalars in one chart', () => {
  const pivot = (xValues: string[], mean: number, unit?: string): Pivot => ({
    xValues,
    xNumeric: true,
    lines: [{ label: '', module: 'm', values: {}, cells: xValues.map(() => ({ n: 1, mean })) }],
    valuesOmitted: 0,
    ...(unit !== undefined && { unit }),
  });

  it('share their x values, in the order of numbers, with gaps where one has none', () => {
    const results = [
      { name: 'a', module: 'm' },
      { name: 'b', module: 'm' },
    ];
    const joined = joinPivots({ results }, [pivot(['9', '10'], 1, 's'), pivot(['2', '10'], 5, 's')]);
    expect(joined.xValues).toEqual(['2', '9', '10']);
    expect(joined.lines.map(line => [line.label, line.cells.map(cell => cell?.mean)])).toEqual([
      ['a', [undefined, 1, 1]],
      ['b', [5, undefined, 5]],
    ]);
    expect(joined.unit).toBe('s');
    expect(joinPivots({ results }, [pivot(['1'], 1, 's'), pivot(['1'], 1, 'm')]).unit).toBeUndefined();
  });
});

describe('names of runs beside each other', () => {
  it('say only what they differ in', () => {
    const runs = ['0', '1'].map(repetition => ({ id: `r${repetition}`, values: { load: '0.5', n: '3' }, repetition }));
    expect([...labelsApart(runs).values()]).toEqual(['#0', '#1']);
    const other = { id: 'x', values: { load: '0.9', n: '3' }, repetition: '0' };
    expect([...labelsApart([runs[0]!, other]).values()]).toEqual(['load=0.5', 'load=0.9']);
    expect([...labelsApart([runs[0]!]).values()]).toEqual(['#0']);
  });
});

describe('patterns that mean a name itself', () => {
  it('have their special letters escaped, inside quotes', () => {
    expect(quotePattern('queueLength:vector')).toBe('"queueLength:vector"');
    expect(quotePattern('a*"b')).toBe('"a\\\\*\\"b"');
  });
});

describe('a histogram', () => {
  const histogram = { edges: [0, 1, 3], values: [2, 4], count: 10, underflow: 1, overflow: 3 } as Histogram;

  it('has steps of counts, densities or shares up to there', () => {
    expect(toSteps(histogram, 'count')).toEqual([
      { x: 0, y: 2 },
      { x: 1, y: 4 },
      { x: 3, y: 0 },
    ]);
    // A bin twice as wide is half as dense.
    expect(toSteps(histogram, 'density').map(({ y }) => y)).toEqual([0.2, 0.2, 0]);
    expect(toSteps(histogram, 'cumulative').map(({ y }) => y)).toEqual([0.3, 0.7, 0.7]);
  });
});

describe('result files', () => {
  const file = (path: string, size: number, kind: ResultFile['kind']): ResultFile => ({
    path,
    folder: '/p',
    size,
    modifiedAt: size,
    kind,
  });
  const files = [
    file('results/Quick-#10.sca', 5, 'scalars'),
    file('results/Quick-#9.sca', 7, 'scalars'),
    file('results/deep/Quick-#9.vec', 100, 'vectors'),
  ];
  const byName = { column: 'path', isDescending: false };

  it('are summed up folder by folder', () => {
    expect(toFolders(files).map(({ path, depth, files: count, size }) => [path, depth, count, size])).toEqual([
      ['', 0, 3, 112],
      ['results', 1, 3, 112],
      ['results/deep', 2, 1, 100],
    ]);
  });

  it('are filtered by folder, kind and words, and sorted as people count', () => {
    const paths = (query: object, sorting = byName) =>
      filterFiles(files, { text: '', kind: '', folder: '', ...query }, sorting).map(({ path }) =>
        path.split('/').at(-1),
      );
    expect(paths({ kind: 'scalars' })).toEqual(['Quick-#9.sca', 'Quick-#10.sca']);
    expect(paths({ folder: 'results/deep' })).toEqual(['Quick-#9.vec']);
    expect(paths({ text: '#9' }, { column: 'size', isDescending: true })).toEqual(['Quick-#9.vec', 'Quick-#9.sca']);
    expect(sumSizes(files)).toBe(112);
  });

  it('are marked one by one, in a row, and all', () => {
    const marks = new Marks();
    const shown = ['a', 'b', 'c', 'd'];
    marks.toSelection(shown).toggle('b');
    marks.toSelection(shown).extendTo('d');
    expect([...marks.read().marked]).toEqual(['b', 'c', 'd']);
    marks.toSelection(shown).toggleAll();
    expect(marks.read().marked.size).toBe(4);
    marks.toSelection(shown).toggleAll();
    expect(marks.read().marked.size).toBe(0);
  });
});

describe('work on files', () => {
  it('is shown as it goes, and stops when it is told to', async () => {
    const working = new FileWorking();
    let left = false;
    const started = working.start(async function* (signal) {
      try {
        yield { phase: 'working', progress: { stage: 'Copying', fraction: 0.5 }, bytes: 10 };
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      } finally {
        left = true;
      }
    });
    await new Promise(resolve => setTimeout(resolve));
    expect(working.read().work).toMatchObject({ phase: 'working', bytes: 10 });
    working.cancel();
    await started;
    expect(left).toBe(true);
    expect(working.read()).toMatchObject({ work: undefined, failure: undefined });
  });
});
