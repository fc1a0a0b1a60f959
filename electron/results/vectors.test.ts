import { readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unpackNumbers } from '../../contract/results.ts';
import { scalarFile, vectorFile } from '../testing/result-files.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;

beforeAll(() => {
  under = new ResultsUnderTest();
});

beforeEach(() => under.next());

afterAll(() => under.close());

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
