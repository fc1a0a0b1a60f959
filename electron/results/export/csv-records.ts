import type { Part } from '../catalogue/snapshot.ts';
import type { Statistic } from '../files/statistics.ts';
import type { ItemKind } from '../model.ts';
import type { Selection } from '../questions/selection.ts';
import type { VectorNumbers } from '../series/sample-reader.ts';
import { type ExportedItem, headerOf, itemsOf, selectedKinds, selectedRuns } from './contents.ts';
import { csvField, csvNumber, csvSpecial, writeRecord } from './csv.ts';
import type { Output } from './output.ts';
import { type SampleColumn, writeColumn } from './vector-texts.ts';

const typeNames: Readonly<Record<ItemKind, string>> = {
  scalar: 'scalar',
  parameter: 'param',
  statistic: 'statistic',
  histogram: 'histogram',
  vector: 'vector',
};

/** Writes a selection as CSV-R: one table of records, for pandas and R. Columns of kinds that are not there are left out. */
export async function writeCsvRecords(selection: Selection, output: Output): Promise<void> {
  await new RecordWriter(selection, output).write();
}

class RecordWriter {
  readonly #selection: Selection;
  readonly #output: Output;
  readonly #parts: readonly Part[];
  readonly #valueColumns: number;
  readonly #statisticColumns: number;
  readonly #binColumns: number;
  readonly #sampleColumns: number;

  constructor(selection: Selection, output: Output) {
    const kinds = selectedKinds(selection);
    this.#selection = selection;
    this.#output = output;
    this.#parts = [...selectedRuns(selection).values()].flat();
    this.#valueColumns = kinds.has('scalar') || kinds.has('parameter') ? 1 : 0;
    this.#statisticColumns = kinds.has('statistic') || kinds.has('histogram') ? 6 : 0;
    this.#binColumns = kinds.has('histogram') ? 4 : 0;
    this.#sampleColumns = kinds.has('vector') ? 2 : 0;
  }

  async write(): Promise<void> {
    this.#header();
    await this.#runs();
    await this.#each('scalar', item => this.#record(item, [item.value]));
    await this.#each('parameter', item => this.#record(item, [item.value]));
    await this.#statistics();
    await this.#each('vector', item => this.#vector(item));
  }

  #header(): void {
    writeRecord(this.#output, [
      ...['run', 'type', 'module', 'name', 'attrname', 'attrvalue'],
      ...(this.#valueColumns > 0 ? ['value'] : []),
      ...(this.#statisticColumns > 0 ? ['count', 'sumweights', 'mean', 'stddev', 'min', 'max'] : []),
      ...(this.#binColumns > 0 ? ['underflows', 'overflows', 'binedges', 'binvalues'] : []),
      ...(this.#sampleColumns > 0 ? ['vectime', 'vecvalue'] : []),
    ]);
  }

  get #blanks(): number {
    return this.#valueColumns + this.#statisticColumns + this.#binColumns + this.#sampleColumns;
  }

  // Attributes of runs and items: only the columns before the values.
  #attribute(run: string, type: string, module: string, name: string, attribute: string, value: string): void {
    writeRecord(this.#output, [run, type, module, name, attribute, value, ...blanks(this.#blanks)]);
  }

  async #runs(): Promise<void> {
    for (const run of selectedRuns(this.#selection).keys()) {
      const { name, attributes, iterationVariables, config } = headerOf(this.#selection.snapshot, run);
      for (const [key, value] of Object.entries(attributes)) this.#attribute(name, 'runattr', '', '', key, value);
      for (const [key, value] of Object.entries(iterationVariables))
        this.#attribute(name, 'itervar', '', '', key, value);
      for (const [key, value] of config) this.#attribute(name, 'config', '', '', key, value);
      await this.#output.pause();
    }
  }

  async #each<Kind extends ItemKind>(
    kind: Kind,
    write: (item: ExportedItem<Kind>) => void | Promise<void>,
  ): Promise<void> {
    for (const part of this.#parts) {
      for (const item of itemsOf(this.#selection, part, kind)) {
        await write(item);
        this.#attributes(item);
      }
      await this.#output.pause();
    }
  }

  #attributes({ part, key }: ExportedItem<ItemKind>): void {
    for (const [name, value] of Object.entries(key.attributes))
      this.#attribute(part.run.name, 'attr', key.module, key.name, name, value);
  }

  #record({ part, key }: ExportedItem<ItemKind>, values: ReadonlyArray<string | number>): void {
    const fields = [part.run.name, typeNames[key.kind], key.module, key.name, '', '', ...values];
    writeRecord(this.#output, [...fields, ...blanks(this.#blanks - values.length)]);
  }

  // Of each part first the plain ones, then those with bins.
  async #statistics(): Promise<void> {
    for (const part of this.#parts) {
      for (const item of itemsOf(this.#selection, part, 'statistic')) {
        this.#record(item, [...blanks(this.#valueColumns), ...statisticFields(item.value.statistic)]);
        this.#attributes(item);
      }
      for (const item of itemsOf(this.#selection, part, 'histogram')) {
        this.#histogram(item);
        this.#attributes(item);
      }
      await this.#output.pause();
    }
  }

  #histogram({ part, key, value: { statistic, bins } }: ExportedItem<'histogram'>): void {
    const fields = [part.run.name, 'histogram', key.module, key.name, '', '', ...blanks(this.#valueColumns)];
    const numbers = [...statisticFields(statistic), bins.underflow, bins.overflow].map(csvNumber);
    const lists = [bins.edges, bins.values].map(list => `"${list.map(csvNumber).join(' ')}"`);
    this.#output.text(`${[...fields.map(csvField), ...numbers, ...lists, ...blanks(this.#sampleColumns)].join(',')}\n`);
  }

  async #vector({ part, key, value }: ExportedItem<'vector'>): Promise<void> {
    const before = this.#valueColumns + this.#statisticColumns + this.#binColumns;
    const fields = [part.run.name, 'vector', key.module, key.name, '', '', ...blanks(before)];
    this.#output.text(`${fields.map(csvField).join(',')},"`);
    await this.#samples(part, value, 'time');
    this.#output.text('","');
    await this.#samples(part, value, 'value');
    this.#output.text('"\n');
  }

  async #samples(part: Part, vector: VectorNumbers, column: SampleColumn): Promise<void> {
    const output = this.#output;
    let first = true;
    const separate = () => {
      if (!first) output.text(' ');
      first = false;
    };
    const target = {
      bytes(bytes: Uint8Array, start: number, end: number) {
        separate();
        output.bytesOf(bytes, start, end);
      },
      text(text: string) {
        separate();
        output.text(text);
      },
      special(value: number) {
        separate();
        output.text(csvSpecial(value));
      },
    };
    await writeColumn(this.#selection.snapshot, part, vector, column, target, () => output.pause());
  }
}

function blanks(count: number): string[] {
  return new Array<string>(count).fill('');
}

/** Count, weights, mean, deviation and extremes, as both CSV layouts have them. */
export function statisticFields({ count, weights, mean, deviation, min, max }: Statistic): number[] {
  return [count, weights, mean, deviation, min, max];
}
