import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFailure } from '../../contract/failure.ts';
import { fixtures, ResultsUnderTest } from '../testing/results-under-test.ts';

let under: ResultsUnderTest;
let round = 0;

beforeAll(() => {
  under = new ResultsUnderTest();
});

afterAll(() => under.close());

const names = {
  scalars: 'results/fifo/Fifo1-#0.sca',
  histograms: 'results/histograms/SineWeightedUniform-#0.sca',
  vectors: 'results/fifo/Fifo1-#0.vec',
  index: 'results/fifo/Fifo1-#0.vci',
  database: 'results/aloha-sqlite/PureAlohaExperiment-numHosts=10,iaMean=1-#0.sca',
  samples: 'results/aloha-sqlite/PureAlohaExperiment-numHosts=10,iaMean=1-#0.vec',
} as const;

const recorded = Object.fromEntries(
  Object.entries(names).map(([kind, name]) => [kind, readFileSync(join(fixtures, name))]),
) as Readonly<Record<keyof typeof names, Buffer>>;

type Mutilation = (bytes: Buffer) => Buffer;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Ways in which files are damaged: cut, torn, doubled, overwritten. */
const mutilation: fc.Arbitrary<Mutilation> = fc.oneof(
  place.map(
    (at): Mutilation =>
      bytes =>
        bytes.subarray(0, Math.floor(at * bytes.length)),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 300 })).map(
    ([at, length]): Mutilation =>
      bytes => {
        const from = Math.floor(at * bytes.length);
        return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
      },
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 300 })).map(
    ([at, length]): Mutilation =>
      bytes => {
        const from = Math.floor(at * bytes.length);
        return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from)]);
      },
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 40 })).map(
    ([at, garbage]): Mutilation =>
      bytes => {
        const copy = Buffer.from(bytes);
        copy.set(
          garbage.subarray(0, Math.max(0, copy.length - Math.floor(at * bytes.length))),
          Math.floor(at * bytes.length),
        );
        return copy;
      },
  ),
  fc
    .tuple(
      place,
      fc.constantFrom(
        '\n',
        '"',
        '\t\t',
        'bin -5 1\n',
        '99999999999999999999\t1\t1\n',
        '0\tx\ty\tz\n',
        'run x\n',
        'vector 0 a b TV\n',
        '\r',
        'field count nan\n',
      ),
    )
    .map(
      ([at, inserted]): Mutilation =>
        bytes => {
          const from = Math.floor(at * bytes.length);
          return Buffer.concat([bytes.subarray(0, from), Buffer.from(inserted), bytes.subarray(from)]);
        },
    ),
);

const mutilations = fc.array(mutilation, { minLength: 1, maxLength: 4 });

function mutilate(bytes: Buffer, all: readonly Mutilation[]): Buffer {
  return all.reduce((damaged, one) => one(damaged), bytes);
}

/** Asks everything there is to ask; only failures that say what is wrong with a file are allowed. */
async function askEverything(source: { folder: string }): Promise<void> {
  await under.read(source);
  const { items } = await under.service.items({ source, where: {}, offset: 0, limit: 5000 }, under.signal);
  await tolerate(under.exported('JSON', { source }));
  await tolerate(under.exported('CSV-R', { source }));
  await under.service.names({ source, where: {} }, under.signal);
  await under.service.dimensions({ source }, under.signal);
  for (const { name } of items.filter(item => item.type === 'histogram').slice(0, 3))
    await tolerate(under.service.histograms({ source, where: {}, name, merge: true }, under.signal));
  for (const { id } of items.filter(item => item.type === 'vector').slice(0, 3))
    await tolerate(
      under.service.vectors({ source, ids: [id], columns: 100, transform: 'rate', window: 10 }, under.signal),
    );
}

async function tolerate(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    // A vector that only a damaged index told of is not found.
    if (!isFailure(error, 'results.unreadable', 'results.changed', 'request.not-found')) throw error;
  }
}

async function inFolder(
  files: Readonly<Record<string, Buffer>>,
  use: (source: { folder: string }) => Promise<void>,
): Promise<void> {
  const folder = join(under.folder, String(round++));
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  await use({ folder });
  rmSync(folder, { recursive: true });
}

describe('mutilated files', () => {
  it.each([
    ['scalars', (damaged: Buffer) => ({ 'a.sca': damaged })],
    ['histograms', (damaged: Buffer) => ({ 'a.sca': damaged })],
    ['vectors', (damaged: Buffer) => ({ 'a.vec': damaged })],
    ['vectors', (damaged: Buffer) => ({ 'a.vec': damaged, 'a.vci': blankIndex() })],
    [
      'index',
      (damaged: Buffer) => ({
        'a.vec': recorded.vectors,
        'a.vci': Buffer.concat([Buffer.from('\n'), damaged.subarray(65)]),
      }),
    ],
    ['database', (damaged: Buffer) => ({ 'a.sca': damaged })],
    ['samples', (damaged: Buffer) => ({ 'a.vec': damaged })],
  ] as const)('of %s are read without a crash', async (kind, files) => {
    await fc.assert(
      fc.asyncProperty(mutilations, all => inFolder(files(mutilate(recorded[kind], all)), askEverything)),
      { numRuns: 12 },
    );
  });

  // An index that says that its file is still growing is believed until it is found out.
  function blankIndex(): Buffer {
    return Buffer.concat([Buffer.from(`${' '.repeat(64)}\n`), recorded.index.subarray(65)]);
  }

  it.each(['scalars', 'vectors'] as const)('of %s that were cut say so', async kind => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: recorded[kind].length - 2 }), async length => {
        const cut = recorded[kind].subarray(0, length);
        fc.pre(cut.at(-1) !== 10);
        await inFolder({ [kind === 'scalars' ? 'a.sca' : 'a.vec']: cut }, async source => {
          expect((await under.read(source)).problems).toBe(1);
          const { files } = await under.service.files({ source, offset: 0, limit: 10 }, under.signal);
          expect(files[0]?.problem).toContain('ends in the middle of a line');
        });
      }),
      { numRuns: 10 },
    );
  });

  it('with lines that mean nothing say which', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async line => {
        const lines = recorded.scalars.toString().split('\n');
        lines.splice(line, 0, 'thing Net.queue 17');
        await inFolder({ 'a.sca': Buffer.from(lines.join('\n')) }, async source => {
          await under.read(source);
          const { files } = await under.service.files({ source, offset: 0, limit: 10 }, under.signal);
          expect(files[0]?.problem).toBe(`line ${line + 1}: unknown keyword`);
          const { total } = await under.service.items({ source, where: {}, offset: 0, limit: 1 }, under.signal);
          expect(total).toBe(13);
        });
      }),
      { numRuns: 6 },
    );
  });
});
