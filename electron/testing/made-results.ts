import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { toToken } from '../results/files/tokens.ts';

/** Result sets made up for tests, and writers for every format there is. Times are whole numbers of 10^-12 seconds. */
export interface MadeRun {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly iterations: ReadonlyMap<string, string>;
  readonly config: ReadonlyArray<readonly [string, string]>;
  readonly scalars: readonly MadeItem<number>[];
  readonly parameters: readonly MadeItem<string>[];
  readonly statistics: readonly MadeItem<MadeStatistic>[];
  readonly vectors: readonly MadeItem<readonly MadeSample[]>[];
}

export interface MadeItem<Value> {
  readonly module: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly value: Value;
}

export interface MadeStatistic {
  readonly weighted: boolean;
  /** count, min, max, then sum and sqrsum, or the four of weighted ones. */
  readonly numbers: readonly number[];
  /** Lower edges and values; none for a plain statistic. */
  readonly bins: ReadonlyArray<readonly [number, number]>;
}

export interface MadeSample {
  readonly event: number;
  readonly time: bigint;
  readonly value: number;
}

const odd = [
  '',
  'a b',
  '"quoted"',
  'back\\slash',
  'tab\there',
  'new\nline',
  '#hash',
  'µ – 漢字',
  '0',
  '__proto__',
  'constructor',
  'x="y z"',
];
const text = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ minLength: 1, maxLength: 12 }).filter(isPlain),
  fc.stringMatching(/^[a-z][a-zA-Z0-9.[\]:]{0,20}$/),
);
const number = fc.oneof(
  fc.double(),
  fc.integer().map(Number),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308, 0.1, 1e-5, 123456789012345),
);
const texts = fc.array(fc.tuple(text, text), { maxLength: 4 }).map(pairs => new Map(pairs));

// A zero byte ends a text for the programs that write these files.
function isPlain(value: string): boolean {
  return !value.includes('\0');
}

function itemsOf<Value>(value: fc.Arbitrary<Value>) {
  return fc.array(fc.record({ module: text, name: text, attributes: texts, value }), { maxLength: 5 });
}

const bins = fc
  .tuple(
    fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
  )
  .map(([edges, values]) =>
    [-Infinity, ...[...new Set(edges.map(edge => edge + 0))].sort((a, b) => a - b)].map(
      (edge, index) => [edge, values[index] ?? 0] as const,
    ),
  );

const statistic: fc.Arbitrary<MadeStatistic> = fc.boolean().chain(weighted =>
  fc.record({
    weighted: fc.constant(weighted),
    numbers: fc
      .tuple(fc.nat(), fc.array(number, { minLength: 6, maxLength: 6 }))
      // Weights are what tells that a statistic is weighted.
      .map(([count, rest]) => [
        count,
        ...rest.slice(0, 2),
        ...(weighted ? [3.5, ...rest.slice(3, 6)] : rest.slice(2, 4)),
      ]),
    bins: fc.oneof(fc.constant([]), bins),
  }),
);

const samples = fc
  .array(
    fc.record({ step: fc.oneof(fc.constant(0n), fc.bigInt(0n, 1_000_000n), fc.bigInt(0n, 10n ** 17n)), value: number }),
    { maxLength: 40 },
  )
  .map(steps => {
    let time = 0n;
    return steps.map(({ step, value }, index) => {
      time += step;
      return { event: index * 3, time, value };
    });
  });

/** One run with everything that may be recorded. */
export const madeRun: fc.Arbitrary<MadeRun> = fc.record({
  name: text.map(name => `run-${name}`),
  attributes: texts,
  iterations: texts.map(map => new Map([...map].slice(0, 2))),
  config: fc.array(fc.tuple(text, text), { maxLength: 4 }),
  scalars: itemsOf(number),
  parameters: itemsOf(text),
  statistics: itemsOf(statistic),
  vectors: itemsOf(samples),
});

/** How text files are written. */
export interface TextStyle {
  readonly version: 2 | 3;
  readonly lineBreak: '\n' | '\r\n';
  readonly separator: ' ' | '\t' | '   ';
  readonly index: 'fitting' | 'stale' | 'missing' | 'blank';
  readonly events: boolean;
  /** Samples in a block: blocks of different vectors take turns. */
  readonly blockSize: number;
}

/** Any style of version 3. Version 2 has another way to tell of iteration variables, which allows fewer names. */
export const textStyle: fc.Arbitrary<TextStyle> = fc.record({
  version: fc.constant(3 as const),
  lineBreak: fc.constantFrom('\n' as const, '\r\n' as const),
  separator: fc.constantFrom(' ' as const, '\t' as const, '   ' as const),
  index: fc.constantFrom('fitting' as const, 'stale' as const, 'missing' as const, 'blank' as const),
  events: fc.boolean(),
  blockSize: fc.integer({ min: 1, max: 15 }),
});

const specials = new Map([
  [Number.NaN, ['nan', '-nan', 'NaN']],
  [Infinity, ['inf', '1.#INF', 'INF']],
  [-Infinity, ['-inf', '-1.#INF', '-INF']],
]);

// The same number in the words of different C libraries, in turn.
let turn = 0;
function numberToken(value: number): string {
  const words = specials.get(value);
  return words ? words[turn++ % words.length]! : Object.is(value, -0) ? '-0' : String(value);
}

/** A time as OMNeT++ writes it: exactly, without zeros that say nothing. */
export function timeToken(time: bigint): string {
  const digits = String(time).padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, '');
}

/** Writes runs as a scalar file, one behind the other, and each run's vectors as a vector file with an index. */
export function writeText(folder: string, name: string, runs: readonly MadeRun[], style: TextStyle): void {
  mkdirSync(folder, { recursive: true });
  const scalars = runs.flatMap(run => [...headerLines(run, style), ...itemLines(run)]);
  writeFileSync(join(folder, `${name}.sca`), joinLines([`version ${style.version}`, ...scalars], style));
  for (const [index, run] of runs.entries()) writeVectors(folder, `${name}-${index}`, run, style);
}

function joinLines(lines: readonly string[], { lineBreak, separator }: TextStyle): string {
  return lines.map(line => line.replaceAll('\u0000', separator) + lineBreak).join('');
}

// A zero byte stands for whatever separates tokens.
function line(...tokens: string[]): string {
  return tokens.join('\u0000');
}

function headerLines(run: MadeRun, { version }: TextStyle): string[] {
  const attributes = [...run.attributes];
  if (version === 2 && run.iterations.size > 0)
    attributes.push(
      ['iterationvars', [...run.iterations].map(([name, value]) => `$${name}=${value}`).join(', ')],
      ...run.iterations,
    );
  return [
    line('run', toToken(run.name)),
    ...attributes.map(([name, value]) => line('attr', toToken(name), toToken(value))),
    ...(version === 2
      ? []
      : [...run.iterations].map(([name, value]) => line('itervar', toToken(name), toToken(value)))),
    ...run.config.map(([key, value]) => line(version === 2 ? 'param' : 'config', toToken(key), toToken(value))),
    '',
  ];
}

function attributeLines(attributes: ReadonlyMap<string, string>): string[] {
  return [...attributes].map(([name, value]) => line('attr', toToken(name), toToken(value)));
}

function itemLines(run: MadeRun): string[] {
  return [
    ...run.parameters.flatMap(({ module, name, value, attributes }) => [
      line('par', toToken(module), toToken(name), toToken(value)),
      ...attributeLines(attributes),
    ]),
    ...run.scalars.flatMap(({ module, name, value, attributes }) => [
      line('scalar', toToken(module), toToken(name), numberToken(value)),
      ...attributeLines(attributes),
    ]),
    ...run.statistics.flatMap(({ module, name, value, attributes }) => [
      line('statistic', toToken(module), toToken(name)),
      ...fieldNames(value.weighted).map((field, index) => line('field', field, numberToken(value.numbers[index]!))),
      ...attributeLines(attributes),
      ...value.bins.map(([edge, count]) => line('bin', numberToken(edge), numberToken(count))),
    ]),
  ];
}

function fieldNames(weighted: boolean): string[] {
  return [
    'count',
    'min',
    'max',
    ...(weighted ? ['weights', 'weightedSum', 'sqrSumWeights', 'weightedSqrSum'] : ['sum', 'sqrsum']),
  ];
}

export interface MadeBlock {
  readonly id: number;
  readonly samples: readonly MadeSample[];
}

function writeVectors(folder: string, name: string, run: MadeRun, style: TextStyle): void {
  const header = [`version ${style.version}`, ...headerLines(run, style)];
  const declarations = run.vectors.flatMap(({ module, name: vector, attributes }, id) => [
    line('vector', String(id), toToken(module), toToken(vector), style.events ? 'ETV' : 'TV'),
    ...attributeLines(attributes),
  ]);
  let content = joinLines([...header, ...declarations], style);
  const indexLines: string[] = [];
  for (const block of inTurns(run, style.blockSize)) {
    const lines = block.samples.map(({ event, time, value }) =>
      line(String(block.id), ...(style.events ? [String(event)] : []), timeToken(time), numberToken(value)),
    );
    const text = joinLines(lines, style);
    indexLines.push(blockLine(block, Buffer.byteLength(content), Buffer.byteLength(text), style));
    content += text;
  }
  const file = join(folder, `${name}.vec`);
  writeFileSync(file, content);
  // A whole second, so that stating it in seconds loses nothing.
  utimesSync(file, 1_700_000_000, 1_700_000_000);
  if (style.index !== 'missing') writeIndex(file, [...header, ...declarations, ...indexLines], style);
}

/** The order in which samples are written: blocks of different vectors take turns. */
export function* inTurns({ vectors }: MadeRun, blockSize: number): Generator<MadeBlock> {
  const longest = Math.max(0, ...vectors.map(({ value }) => value.length));
  for (let start = 0; start < longest; start += blockSize) {
    for (const [id, { value }] of vectors.entries()) {
      const block = value.slice(start, start + blockSize);
      if (block.length > 0) yield { id, samples: block };
    }
  }
}

function blockLine({ id, samples: block }: MadeBlock, offset: number, length: number, { events }: TextStyle): string {
  const values = block.map(({ value }) => value).filter(value => !Number.isNaN(value));
  const all = block.map(({ value }) => value);
  const first = block[0]!;
  const last = block.at(-1)!;
  return line(
    String(id),
    String(offset),
    String(length),
    ...(events ? [String(first.event), String(last.event)] : []),
    timeToken(first.time),
    timeToken(last.time),
    String(block.length),
    numberToken(values.length === 0 ? Number.NaN : Math.min(...values)),
    numberToken(values.length === 0 ? Number.NaN : Math.max(...values)),
    numberToken(all.reduce((sum, value) => sum + value, 0)),
    numberToken(all.reduce((sum, value) => sum + value * value, 0)),
  );
}

function writeIndex(file: string, lines: readonly string[], style: TextStyle): void {
  const size = statSync(file).size + (style.index === 'stale' ? 1 : 0);
  const first = style.index === 'blank' ? '' : `file ${size} 1700000000`;
  writeFileSync(file.replace('.vec', '.vci'), first.padEnd(64) + style.lineBreak + joinLines(lines, style));
}
