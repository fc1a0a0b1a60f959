import type { CataloguedRun, Part } from '../catalogue/snapshot.ts';
import type { ItemKind } from '../model.ts';
import { naturally } from '../questions/natural-order.ts';
import type { Selection } from '../questions/selection.ts';
import { type ExportedItem, headerOf, itemsOf, selectedKinds, selectedRuns } from './contents.ts';
import { csvSpecial, writeRecord } from './csv.ts';
import { statisticFields } from './csv-records.ts';
import type { Output } from './output.ts';
import { PairReader } from './vector-texts.ts';

// Memory for all vectors together.
const pairBytes = 32 << 20;

/**
 * Writes a selection as CSV-S, for spreadsheets: a table for each kind, with a heading when there are several; a row for each value, a pair of columns for each
 * vector. Samples' values have 14 digits, like all other numbers.
 */
export async function writeCsvSpreadsheet(selection: Selection, output: Output): Promise<void> {
  await new SpreadsheetWriter(selection, output).write();
}

class SpreadsheetWriter {
  readonly #selection: Selection;
  readonly #output: Output;
  readonly #runs: ReadonlyMap<CataloguedRun, readonly Part[]>;

  constructor(selection: Selection, output: Output) {
    this.#selection = selection;
    this.#output = output;
    this.#runs = selectedRuns(selection);
  }

  async write(): Promise<void> {
    const kinds = selectedKinds(this.#selection);
    const tables: ReadonlyArray<[ItemKind, string, () => Promise<void>]> = [
      ['scalar', 'SCALARS', () => this.#values('scalar')],
      ['parameter', 'PARAMETERS', () => this.#values('parameter')],
      ['vector', 'VECTORS', () => this.#vectors()],
      ['statistic', 'STATISTICS', () => this.#statistics()],
      ['histogram', 'HISTOGRAMS', () => this.#histograms()],
    ];
    for (const [kind, title, write] of tables) {
      if (!kinds.has(kind)) continue;
      if (kinds.size > 1) this.#output.text(`\n**** ${title} ****\n`);
      await write();
    }
  }

  // Runs in which something of a kind is selected; each table has the iteration variables of its own runs.
  #tableOf(kind: ItemKind): { parts: Part[]; variables: string[]; columns(part: Part): string[] } {
    const parts = [...this.#runs.values()].flat().filter(part => !itemsOf(this.#selection, part, kind).next().done);
    const variables = [...new Set(parts.flatMap(part => [...part.run.iterations.keys()]))].sort(naturally);
    const repetitions = new Map<CataloguedRun, string>();
    const repetition = (run: CataloguedRun) => {
      const known = repetitions.get(run) ?? headerOf(this.#selection.snapshot, run).attributes.repetition ?? '';
      repetitions.set(run, known);
      return known;
    };
    const columns = ({ run }: Part) => [
      run.name,
      ...variables.map(name => run.iterations.get(name) ?? ''),
      repetition(run),
    ];
    return { parts, variables, columns };
  }

  async #values(kind: 'scalar' | 'parameter'): Promise<void> {
    const { parts, variables, columns } = this.#tableOf(kind);
    writeRecord(this.#output, ['run', ...variables, 'repetition', 'module', 'name', 'value']);
    for (const part of parts) {
      for (const { key, value } of itemsOf(this.#selection, part, kind))
        writeRecord(this.#output, [...columns(part), key.module, key.name, value]);
      await this.#output.pause();
    }
  }

  async #statistics(): Promise<void> {
    const { parts, variables, columns } = this.#tableOf('statistic');
    const fields = ['count', 'sumweights', 'mean', 'stddev', 'min', 'max'];
    writeRecord(this.#output, ['run', ...variables, 'repetition', 'module', 'name', ...fields]);
    for (const part of parts) {
      for (const { key, value } of itemsOf(this.#selection, part, 'statistic'))
        writeRecord(this.#output, [...columns(part), key.module, key.name, ...statisticFields(value.statistic)]);
      await this.#output.pause();
    }
  }

  async #histograms(): Promise<void> {
    const { parts, variables, columns } = this.#tableOf('histogram');
    const fields = [
      'count',
      'sumweights',
      'mean',
      'stddev',
      'min',
      'max',
      'underflows',
      'overflows',
      'rowtype',
      'data...',
    ];
    writeRecord(this.#output, ['run', ...variables, 'repetition', 'module', 'name', ...fields]);
    for (const part of parts) {
      for (const { key, value } of itemsOf(this.#selection, part, 'histogram')) {
        const start = [...columns(part), key.module, key.name];
        const { statistic, bins } = value;
        const numbers = [...statisticFields(statistic), bins.underflow, bins.overflow];
        writeRecord(this.#output, [...start, ...numbers, 'binedges', ...bins.edges]);
        writeRecord(this.#output, [...start, ...numbers.map(() => ''), 'binvalues', ...bins.values]);
      }
      await this.#output.pause();
    }
  }

  async #vectors(): Promise<void> {
    const vectors = [...this.#runs.values()].flat().flatMap(part => [...itemsOf(this.#selection, part, 'vector')]);
    const bytes = Math.floor(pairBytes / Math.max(vectors.length, 1));
    writeRecord(
      this.#output,
      vectors.flatMap(vector => [this.#columnTitle(vector), '']),
    );
    const readers: Array<PairReader | undefined> = vectors.map(
      ({ part, value }) => new PairReader(this.#selection.snapshot, part, value, Math.min(bytes, 1 << 18), csvSpecial),
    );
    for (let row = nextRow(readers); row; row = nextRow(readers)) {
      this.#output.text(`${row.join(',')}\n`);
      await this.#output.pause();
    }
  }

  #columnTitle({ part, key }: ExportedItem<'vector'>): string {
    const { iterationvars = '', repetition = '' } = headerOf(this.#selection.snapshot, part.run).attributes;
    const tag = `${iterationvars === '' ? '' : `${iterationvars}, `}#${repetition} - ${part.run.name}`;
    return `${key.name} ${key.module} (${tag})`;
  }
}

// The next sample of each vector; blanks where one has ended, undefined when all have.
function nextRow(readers: Array<PairReader | undefined>): string[] | undefined {
  let isThere = false;
  const row = readers.flatMap((reader, index) => {
    const pair = reader?.next();
    if (pair) isThere = true;
    else readers[index] = undefined;
    return pair ?? ['', ''];
  });
  return isThere ? row : undefined;
}
