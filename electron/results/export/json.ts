import type { CataloguedRun, Part } from '../catalogue/snapshot.ts';
import type { Statistic } from '../files/statistics.ts';
import type { ItemKind, RunHeader } from '../model.ts';
import type { Selection } from '../questions/selection.ts';
import { type ExportedItem, headerOf, itemsOf, selectedRuns } from './contents.ts';
import { numberText } from './number-text.ts';
import type { Output } from './output.ts';
import { type NumberTarget, type SampleColumn, writeColumn } from './vector-texts.ts';

/**
 * Writes a selection as OMNeT++'s tools write JSON: an object for each run, with its attributes, iteration variables, configuration and
 * items by kind. NaN is null, infinities are "inf" and "-inf".
 */
export async function writeJson(selection: Selection, output: Output): Promise<void> {
  await new JsonWriter(selection, output).write();
}

const indent = '    ';

function newLine(depth: number): string {
  return `\n${indent.repeat(depth)}`;
}

function jsonNumber(value: number): string {
  return Number.isFinite(value) ? numberText(value) : jsonSpecial(value);
}

function jsonSpecial(value: number): string {
  return Number.isNaN(value) ? 'null' : value > 0 ? '"inf"' : '"-inf"';
}

class JsonWriter {
  readonly #selection: Selection;
  readonly #output: Output;

  constructor(selection: Selection, output: Output) {
    this.#selection = selection;
    this.#output = output;
  }

  async write(): Promise<void> {
    const output = this.#output;
    output.text('{');
    let first = true;
    for (const [run, parts] of selectedRuns(this.#selection)) {
      output.text(`${first ? '' : ','}${newLine(1)}${JSON.stringify(run.name)} : {`);
      first = false;
      await this.#run(run, parts);
      output.text(`${newLine(1)}}`);
    }
    output.text('\n}\n');
  }

  async #run(run: CataloguedRun, parts: readonly Part[]): Promise<void> {
    const { attributes, iterationVariables, config } = headerOf(this.#selection.snapshot, run);
    const output = this.#output;
    output.text(`${newLine(2)}"attributes" : ${objectText(attributes, 2)}`);
    output.text(`,${newLine(2)}"itervars" : ${objectText(iterationVariables, 2)}`);
    output.text(`,${newLine(2)}"config" : ${configText(config)}`);
    await this.#list(parts, 'scalar', 'scalars', item => this.#end(item, [['value', jsonNumber(item.value)]]));
    await this.#list(parts, 'parameter', 'parameters', item =>
      this.#end(item, [['value', JSON.stringify(item.value)]]),
    );
    await this.#list(parts, 'statistic', 'statistics', item => this.#statistic(item, item.value.statistic));
    await this.#list(parts, 'histogram', 'histograms', item => this.#histogram(item));
    await this.#list(parts, 'vector', 'vectors', item => this.#vector(item));
  }

  // A list is only there when it has something in it.
  async #list<Kind extends ItemKind>(
    parts: readonly Part[],
    kind: Kind,
    name: string,
    write: (item: ExportedItem<Kind>) => void | Promise<void>,
  ): Promise<void> {
    let first = true;
    for (const part of parts) {
      for (const item of itemsOf(this.#selection, part, kind)) {
        this.#output.text(first ? `,${newLine(2)}"${name}" : [${newLine(3)}{` : `,${newLine(3)}{`);
        first = false;
        this.#output.text(`${newLine(4)}"module" : ${JSON.stringify(item.key.module)}`);
        this.#output.text(`,${newLine(4)}"name" : ${JSON.stringify(item.key.name)}`);
        await write(item);
        this.#output.text(`${newLine(3)}}`);
      }
      await this.#output.pause();
    }
    if (!first) this.#output.text(`${newLine(2)}]`);
  }

  #fields(fields: ReadonlyArray<readonly [string, string]>): void {
    for (const [name, text] of fields) this.#output.text(`,${newLine(4)}"${name}" : ${text}`);
  }

  #attributes({ key }: ExportedItem<ItemKind>): void {
    if (Object.keys(key.attributes).length > 0) this.#fields([['attributes', objectText(key.attributes, 4)]]);
  }

  // Scalars and parameters have their attributes last, others first.
  #end(item: ExportedItem<ItemKind>, fields: ReadonlyArray<readonly [string, string]>): void {
    this.#fields(fields);
    this.#attributes(item);
  }

  #statistic(item: ExportedItem<'statistic' | 'histogram'>, statistic: Statistic): void {
    const { count, mean, deviation, min, max, weighted, recorded } = statistic;
    this.#attributes(item);
    const numbers: ReadonlyArray<readonly [string, number]> = [
      ['count', count],
      ['mean', mean],
      ['stddev', deviation],
      ['min', min],
      ['max', max],
      ...(weighted
        ? ([
            ['weights', recorded.weights],
            ['weightedSum', recorded.weightedSum],
            ['sqrSumWeights', recorded.sumOfSquaredWeights],
            ['weightedSqrSum', recorded.weightedSumOfSquares],
          ] as const)
        : ([
            ['sum', recorded.sum],
            ['sqrsum', recorded.sumOfSquares],
          ] as const)),
    ];
    this.#fields(numbers.map(([name, value]) => [name, jsonNumber(value)]));
  }

  #histogram(item: ExportedItem<'histogram'>): void {
    const { statistic, bins } = item.value;
    this.#statistic(item, statistic);
    this.#fields([
      ['underflows', jsonNumber(bins.underflow)],
      ['overflows', jsonNumber(bins.overflow)],
    ]);
    for (const [name, list] of [
      ['binedges', bins.edges],
      ['binvalues', bins.values],
    ] as const) {
      this.#fields([[name, '[']]);
      const target = this.#listTarget();
      for (const value of list) target.text(jsonNumber(value));
      this.#output.text(']');
    }
  }

  async #vector(item: ExportedItem<'vector'>): Promise<void> {
    this.#attributes(item);
    const count = await this.#samples(item, 'time');
    await this.#samples(item, 'value');
    // A vector without samples has no event numbers either.
    if (count > 0) await this.#samples(item, 'eventnumber');
  }

  // Answers how many there were.
  async #samples({ part, value }: ExportedItem<'vector'>, name: 'time' | 'value' | 'eventnumber'): Promise<number> {
    const target = this.#listTarget();
    const column: SampleColumn = name === 'eventnumber' ? 'event' : name;
    this.#fields([[name, '[']]);
    await writeColumn(this.#selection.snapshot, part, value, column, target, () => this.#output.pause());
    this.#output.text(']');
    return target.count;
  }

  // Ten numbers a line.
  #listTarget(): NumberTarget & { readonly count: number } {
    const output = this.#output;
    const lineBreak = newLine(5);
    let count = 0;
    const separate = () => {
      if (count > 0) output.text(count % 10 === 0 ? `, ${lineBreak}` : ', ');
      count++;
    };
    return {
      get count() {
        return count;
      },
      bytes(bytes, start, end) {
        separate();
        output.bytesOf(bytes, start, end);
      },
      text(text) {
        separate();
        output.text(text);
      },
      special(value) {
        separate();
        output.text(jsonSpecial(value));
      },
    };
  }
}

function objectText(record: Readonly<Record<string, string>>, depth: number): string {
  const entries = Object.entries(record).map(
    ([name, value]) => `${newLine(depth + 1)}${JSON.stringify(name)} : ${JSON.stringify(value)}`,
  );
  return `{${entries.join(',')}${newLine(depth)}}`;
}

function configText(config: RunHeader['config']): string {
  const entries = config.map(([key, value]) => `${newLine(3)}{ ${JSON.stringify(key)} : ${JSON.stringify(value)} }`);
  return `[${entries.join(',')}${newLine(2)}]`;
}
