import { globSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unpackNumbers } from '../../contract/results.ts';
import { fixtures, ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;

beforeAll(() => {
  under = new ResultsUnderTest();
});

beforeEach(() => under.next());

afterAll(() => under.close());

function reference(name: string): string {
  return readFileSync(join(fixtures, 'reference', name), 'utf8');
}

/** The tools write runs in no particular order; everything else has one. */
function sortedLines(text: string): string[] {
  return text
    .replace(/\r/g, '')
    .split('\n')
    .map(line => line.replace(/,$/, ''))
    .sort();
}

/** Gives vector files the time their indexes name. */
function makeIndexesFit(folder: string): void {
  for (const index of globSync('*.vci', { cwd: folder })) {
    const seconds = Number(readFileSync(join(folder, index), 'utf8').split(/\s+/, 3)[2]);
    utimesSync(join(folder, index.replace('.vci', '.vec')), seconds, seconds);
  }
}

const isFirst = (path: string) => path.endsWith('.sca') || path.includes('numHosts=10,iaMean=1-#0.');

describe.each([
  ['with their own indexes', true],
  ['with indexes that are older than their files', false],
])('recorded files %s', (_, fitting) => {
  it.each([
    ['fifo', () => true],
    ['histograms', () => true],
    ['aloha', isFirst],
  ])('of %s equal the tool’s JSON export, digit by digit', async (name, choose) => {
    under.copy(name, choose);
    if (fitting) makeIndexesFit(under.folder);
    const progress = await under.read();
    expect(progress.problems).toBe(0);
    const exported = await under.exported('JSON');
    expect(JSON.parse(exported)).toEqual(JSON.parse(reference(`${name}.json`)));
    expect(sortedLines(exported)).toEqual(sortedLines(reference(`${name}.json`)));
  });
});

it.each(['fifo', 'histograms', 'aloha'])('scalar files of %s equal the tool’s CSV-R export', async name => {
  under.copy(name, path => path.endsWith('.sca'));
  await under.read();
  expect(sortedLines(await under.exported('CSV-R'))).toEqual(sortedLines(reference(`${name}.csv`)));
});

it('a single run equals the tool’s export byte for byte', async () => {
  under.copy('fifo');
  await under.read();
  expect(await under.exported('JSON')).toBe(reference('fifo.json'));
});

it('lists the items the tool lists', async () => {
  under.copy('fifo', path => path.endsWith('.sca'));
  await under.read();
  const { items } = await under.items();
  const listed = items.map(({ type, module, name, value, text }) => {
    const printed = value === undefined ? text : String(Number(value.toPrecision(6)));
    return [type, module, name, printed].join(' ');
  });
  const lines = reference('fifo.query.txt')
    .split('\n')
    .filter(line => /^(scalar|parameter)/.test(line));
  expect(listed).toEqual(lines.map(line => line.split(/ +/).join(' ')));
});

interface ExportedRun {
  readonly itervars: Record<string, string>;
  readonly config: unknown[];
  readonly scalars: Array<{ module: string; name: string; value: number }>;
  readonly parameters: unknown[];
  readonly histograms: unknown[];
}

/** The tools print 14 digits. */
function printed(value: unknown): number {
  return Number(Number(value).toPrecision(14));
}

describe('a database', () => {
  function rows(file: string, sql: string): Array<Record<string, unknown>> {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.all();
    } finally {
      database.close();
    }
  }

  const name = (extension: string) =>
    join(fixtures, `results/aloha-sqlite/PureAlohaExperiment-numHosts=10,iaMean=1-#0.${extension}`);

  it('has its scalars, parameters and statistics, with attributes', async () => {
    under.copy('aloha-sqlite');
    await under.read();
    const [run] = Object.values(JSON.parse(await under.exported('JSON'))) as [ExportedRun];
    const scalars = rows(
      name('sca'),
      'SELECT moduleName AS module, scalarName AS name, scalarValue AS value FROM scalar',
    );
    const exported = run.scalars.map(({ module, name, value }) => ({ module, name, value }));
    expect(exported).toEqual(scalars.map(row => ({ ...row, value: printed(row.value) })));
    expect(run.parameters.length).toBe(118);
    expect(run.itervars).toEqual({ iaMean: '1', numHosts: '10' });
    expect(run.config.length).toBe(20);
    const [collision] = run.histograms;
    const bins = rows(name('sca'), 'SELECT lowerEdge, binValue FROM histogramBin WHERE statId = 1 ORDER BY lowerEdge');
    expect(collision).toMatchObject({
      name: 'collisionLength:histogram',
      count: 134,
      attributes: { recordingmode: 'histogram', title: 'collision length' },
      binedges: bins.slice(1).map(row => printed(row.lowerEdge)),
      binvalues: bins.slice(1, -1).map(row => Number(row.binValue)),
      underflows: 0,
    });
  });

  it('has its vectors with 64-bit times and event numbers', async () => {
    under.copy('aloha-sqlite');
    await under.read();
    const data = rows(
      name('vec'),
      'SELECT eventNumber, simtimeRaw, value FROM vectorData WHERE vectorId = 1 ORDER BY rowid',
    );
    const { items } = await under.items(['vector'], 'module =~ Aloha.server');
    const [vector] = await under.service.vectors(
      { source: under.source, ids: [items[0]!.id], columns: 8192, transform: 'none', window: 10 },
      under.signal,
    );
    expect(vector).toMatchObject({
      samples: 769,
      samplesInWindow: 769,
      thinned: false,
      enum: 'IDLE=0,TRANSMISSION=1,COLLISION=2',
    });
    expect([...unpackNumbers(vector!.times)]).toEqual(data.map(row => Number(`${row.simtimeRaw}e-12`)));
    expect([...unpackNumbers(vector!.values)]).toEqual(data.map(row => row.value));
    const [run] = Object.values(
      JSON.parse(await under.exported('JSON', { filter: 'module =~ Aloha.server AND type =~ vector' })),
    ) as [{ vectors: Array<{ eventnumber: number[] }> }];
    expect(run.vectors[0]!.eventnumber).toEqual(data.map(row => Number(row.eventNumber)));
  });
});
