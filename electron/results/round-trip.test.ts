import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpackNumbers } from '../../contract/results.ts';
import { writeSqlite } from '../testing/made-databases.ts';
import {
  type MadeItem,
  type MadeRun,
  type MadeStatistic,
  madeRun,
  textStyle,
  timeToken,
  writeText,
} from '../testing/made-results.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';
import { numberText } from './export/number-text.ts';
import { toStatistic } from './files/statistics.ts';

let under: ResultsUnderTest;
let round = 0;

beforeAll(() => {
  under = new ResultsUnderTest();
});

afterAll(() => under.close());

const runs = fc.uniqueArray(madeRun, { selector: run => run.name, minLength: 1, maxLength: 3 });

/** A folder of its own for each set, since the catalogue may rely on files that do not change. */
async function readBack(write: (folder: string) => void) {
  const source = { folder: `${under.folder}/${round++}` };
  write(source.folder);
  const progress = await under.read(source);
  const exported = JSON.parse(await under.exported('JSON', { source })) as Record<string, Record<string, unknown>>;
  const items = await under.service.items({ source, where: {}, offset: 0, limit: 5000 }, under.signal);
  const vectors = items.items.filter(item => item.type === 'vector');
  const samples = await Promise.all(
    vectors.map(({ id }) =>
      under.service.vectors({ source, ids: [id], columns: 8192, transform: 'none', window: 10 }, under.signal),
    ),
  );
  rmSync(source.folder, { recursive: true });
  return { progress, exported, items: items.items, samples: samples.flat() };
}

type ReadBack = Awaited<ReturnType<typeof readBack>>;

/** What JSON has for a number: 14 digits of it. */
function printed(value: number): number | string | null {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? Number(numberText(value)) : value > 0 ? 'inf' : '-inf';
}

function described<Value>({ module, name, attributes }: MadeItem<Value>, rest: object): object {
  return { module, name, ...(attributes.size > 0 ? { attributes: Object.fromEntries(attributes) } : {}), ...rest };
}

function describedStatistic(item: MadeItem<MadeStatistic>): object {
  const { weighted, numbers, bins } = item.value;
  const [count = 0, min = 0, max = 0, ...sums] = numbers;
  const nan = Number.NaN;
  const [weights = nan, weightedSum = nan, sumOfSquaredWeights = nan, weightedSumOfSquares = nan] = weighted
    ? sums
    : [];
  const [sum = nan, sumOfSquares = nan] = weighted ? [] : sums;
  const recorded = {
    count,
    min,
    max,
    mean: nan,
    deviation: nan,
    sum,
    sumOfSquares,
    weights,
    weightedSum,
    sumOfSquaredWeights,
    weightedSumOfSquares,
  };
  const { mean, deviation } = toStatistic(recorded);
  return described(item, {
    count,
    mean: printed(mean),
    stddev: printed(deviation),
    min: printed(min),
    max: printed(max),
    ...(weighted
      ? {
          weights: printed(weights),
          weightedSum: printed(weightedSum),
          sqrSumWeights: printed(sumOfSquaredWeights),
          weightedSqrSum: printed(weightedSumOfSquares),
        }
      : { sum: printed(sum), sqrsum: printed(sumOfSquares) }),
    ...(bins.length > 0
      ? {
          underflows: bins[0]![1],
          overflows: bins.at(-1)![1],
          binedges: bins.slice(1).map(([edge]) => printed(edge)),
          binvalues: bins.slice(1, -1).map(([, value]) => value),
        }
      : {}),
  });
}

function describedRun(run: MadeRun, events: boolean): Record<string, unknown> {
  const lists = {
    scalars: run.scalars.map(item => described(item, { value: printed(item.value) })),
    parameters: run.parameters.map(item => described(item, { value: item.value })),
    statistics: run.statistics.filter(({ value }) => value.bins.length === 0).map(describedStatistic),
    histograms: run.statistics.filter(({ value }) => value.bins.length > 0).map(describedStatistic),
    vectors: run.vectors.map(item =>
      described(item, {
        time: item.value.map(({ time }) => Number(timeToken(time))),
        value: item.value.map(({ value }) => printed(value)),
        ...(item.value.length > 0 ? { eventnumber: item.value.map(({ event }) => (events ? event : -1)) } : {}),
      }),
    ),
  };
  return {
    attributes: Object.fromEntries(run.attributes),
    itervars: Object.fromEntries(run.iterations),
    config: run.config.map(([key, value]) => ({ [key]: value })),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

function expectSame(read: ReadBack, made: readonly MadeRun[], events: boolean): void {
  // A run without anything in it is in no selection.
  const filled = made.filter(run =>
    [run.scalars, run.parameters, run.statistics, run.vectors].some(list => list.length > 0),
  );
  expect(read.exported).toEqual(Object.fromEntries(filled.map(run => [run.name, describedRun(run, events)])));
  const numberOf = ({ value, text }: { value?: number | undefined; text?: string | undefined }) =>
    value ?? (text === undefined ? undefined : Number(text.replace('inf', 'Infinity')));
  const scalars = read.items.filter(item => item.type === 'scalar');
  expect(scalars.map(numberOf)).toEqual(made.flatMap(run => run.scalars.map(({ value }) => value)));
  const parameters = read.items.filter(item => item.type === 'parameter');
  expect(parameters.map(({ text }) => text)).toEqual(made.flatMap(run => run.parameters.map(({ value }) => value)));
  const vectors = made.flatMap(run => run.vectors);
  expect(read.samples.map(({ times }) => [...unpackNumbers(times)])).toEqual(
    vectors.map(({ value }) => value.map(({ time }) => Number(timeToken(time)))),
  );
  expect(read.samples.map(({ values }) => [...unpackNumbers(values)])).toEqual(
    vectors.map(({ value }) => value.map(sample => sample.value)),
  );
}

describe('whatever is recorded is read back', () => {
  it('from text files, with and without indexes', async () => {
    await fc.assert(
      fc.asyncProperty(runs, textStyle, async (made, style) => {
        const read = await readBack(folder => writeText(folder, 'made', made, style));
        if (style.index !== 'blank') expect(read.progress.problems).toBe(0);
        expectSame(read, made, style.events);
      }),
      { numRuns: 30 },
    );
  });

  it('from text files of version 2, which tell of iteration variables in another way', async () => {
    const variables = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(runs, textStyle, variables, async (made, style, names) => {
        const old = made.map(run => withVariables(run, names));
        const read = await readBack(folder => writeText(folder, 'made', old, { ...style, version: 2 }));
        expectSame(read, old.map(withIterationText), style.events);
      }),
      { numRuns: 15 },
    );
  });

  it('from databases, also while their runs have not ended', async () => {
    await fc.assert(
      fc.asyncProperty(runs, fc.boolean(), async (made, summed) => {
        const read = await readBack(folder => writeSqlite(folder, 'made', made, summed));
        expect(read.progress.problems).toBe(0);
        expectSame(read, made.map(withoutNegativeZeros), true);
      }),
      { numRuns: 20 },
    );
  });
});

/** SQLite keeps whole numbers as integers, which have no negative zero. */
function withoutNegativeZeros(run: MadeRun): MadeRun {
  const plus = (value: number) => value + 0;
  return {
    ...run,
    scalars: run.scalars.map(item => ({ ...item, value: plus(item.value) })),
    statistics: run.statistics.map(item => ({
      ...item,
      value: { ...item.value, numbers: item.value.numbers.map(plus) },
    })),
    vectors: run.vectors.map(item => ({
      ...item,
      value: item.value.map(sample => ({ ...sample, value: plus(sample.value) })),
    })),
  };
}

/** A run with iteration variables of these names and no attributes that look like them. */
function withVariables(run: MadeRun, names: readonly string[]): MadeRun {
  const attributes = new Map([...run.attributes].filter(([name]) => !names.includes(name)));
  return { ...run, attributes, iterations: new Map(names.map((name, index) => [name, `${index} of "${name}"`])) };
}

/** What version 2 has besides: a text with all variables. */
function withIterationText(run: MadeRun): MadeRun {
  if (run.iterations.size === 0) return run;
  const text = [...run.iterations].map(([name, value]) => `$${name}=${value}`).join(', ');
  return { ...run, attributes: new Map([...run.attributes, ['iterationvars', text]]) };
}
