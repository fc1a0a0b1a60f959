import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { Failure } from '../../../contract/failure.ts';
import { writeAttributes } from './attributes.ts';
import type { ItemCollector } from './content-sink.ts';
import { scaleWhole } from './decimal.ts';
import { closeHeader, type OpenHeader, openHeader } from './run-header.ts';
import type { KeyTables } from './segments.ts';
import type { TextTable } from './text-table.ts';
import { toToken } from './tokens.ts';
import { VectorEntry } from './vector-table.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Opens somebody's result database for reading only; a damaged or locked one fails with `results.unreadable`. */
export function withResultDatabase<T>(path: string, use: (database: DatabaseSync) => T): T {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    return use(database);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      'results.unreadable',
      { path, problem: error instanceof Error ? error.message : String(error) },
      error,
    );
  } finally {
    database?.close();
  }
}

/** Reads everything but samples and bins of a SQLite result file, of OMNeT++ 5 or 6, into the collector. */
export function readSqliteFile(path: string, tables: KeyTables, collector: ItemCollector): void {
  withResultDatabase(path, database => new SqliteReader(database, tables, collector).read());
}

class SqliteReader {
  readonly #database: DatabaseSync;
  readonly #tables: KeyTables;
  readonly #collector: ItemCollector;
  readonly #columns: ReadonlyMap<string, ReadonlySet<string>>;
  #headers: ReadonlyMap<number, OpenHeader> = new Map();
  #run: number | undefined;
  #vectors = 0;

  constructor(database: DatabaseSync, tables: KeyTables, collector: ItemCollector) {
    this.#database = database;
    this.#tables = tables;
    this.#collector = collector;
    const columns = database
      .prepare(`SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m JOIN pragma_table_info(m.name) c`)
      .all();
    this.#columns = new Map(
      Object.entries(Object.groupBy(columns, row => text(row.table))).map(([table, rows = []]) => [
        table,
        new Set(rows.map(row => text(row.column))),
      ]),
    );
  }

  read(): void {
    this.#headers = this.#readHeaders();
    for (const id of this.#headers.keys()) this.#enter(id);
    if (this.#has('scalar')) this.#scalars();
    if (this.#has('parameter')) this.#parameters();
    if (this.#has('statistic')) this.#statistics();
    if (this.#has('vector')) this.#readVectors();
    this.#collector.flush();
  }

  #has(table: string, column?: string): boolean {
    const columns = this.#columns.get(table);
    return columns !== undefined && (column === undefined || columns.has(column));
  }

  #rows(sql: string): Iterable<Row> {
    return this.#database.prepare(sql).iterate();
  }

  #readHeaders(): ReadonlyMap<number, OpenHeader> {
    const headers = new Map<number, OpenHeader>();
    for (const row of this.#rows('SELECT runId, runName FROM run ORDER BY runId'))
      headers.set(Number(row.runId), openHeader(text(row.runName)));
    this.#entries('runAttr', 'attrName', 'attrValue', (id, name, value) =>
      headers.get(id)?.attributes.set(name, value),
    );
    this.#entries('runItervar', 'itervarName', 'itervarValue', (id, name, value) =>
      headers.get(id)?.iterationVariables.set(name, value),
    );
    this.#entries(
      'runConfig',
      'configKey',
      'configValue',
      (id, key, value) => headers.get(id)?.config.push([key, value]),
      'configOrder',
    );
    this.#entries(
      'runParam',
      'paramKey',
      'paramValue',
      (id, key, value) => headers.get(id)?.config.push([key, value]),
      'paramOrder',
    );
    return headers;
  }

  #entries(
    table: string,
    name: string,
    value: string,
    take: (run: number, name: string, value: string) => void,
    order = 'rowid',
  ) {
    if (!this.#has(table)) return;
    for (const row of this.#rows(`SELECT runId, ${name} AS name, ${value} AS value FROM ${table} ORDER BY ${order}`))
      take(Number(row.runId), text(row.name), text(row.value));
  }

  // Items of several runs may be mixed; whoever collects is told whenever the run changes.
  #enter(run: number): void {
    if (run === this.#run) return;
    const header = this.#headers.get(run);
    if (!header) throw new Error(`an item of run ${run}, which is not there`);
    this.#collector.flush();
    this.#run = run;
    this.#collector.run(closeHeader(header));
  }

  // Rows of items with their attributes: one row for each attribute, consecutive for each item.
  #items(
    table: string,
    id: string,
    attributeTable: string,
    columns: string,
    take: (row: Row, attributes: number) => void,
  ): void {
    const joined = this.#has(attributeTable)
      ? `SELECT item.*, a.attrName, a.attrValue FROM (SELECT * FROM ${table}) item LEFT JOIN ${attributeTable} a USING (${id})`
      : `SELECT item.*, NULL AS attrName, NULL AS attrValue FROM ${table} item`;
    let current: Row | undefined;
    let attributes = new Map<string, string>();
    const finish = () => {
      if (!current) return;
      this.#enter(Number(current.runId));
      take(current, this.#attributes(attributes));
      attributes = new Map();
    };
    for (const row of this.#rows(
      `SELECT ${id} AS id, runId, moduleName, ${columns}, attrName, attrValue FROM (${joined}) AS item ORDER BY runId, ${id}`,
    )) {
      if (row.id !== current?.id) {
        finish();
        current = row;
      }
      if (row.attrName !== null) attributes.set(text(row.attrName), text(row.attrValue));
    }
    finish();
  }

  #attributes(attributes: ReadonlyMap<string, string>): number {
    const bytes = writeAttributes(attributes);
    return this.#tables.attributes.numberOf(bytes, 0, bytes.length);
  }

  #key(row: Row): [module: number, name: number] {
    return [numberOf(this.#tables.modules, text(row.moduleName)), numberOf(this.#tables.names, text(row.name))];
  }

  #scalars(): void {
    this.#items('scalar', 'scalarId', 'scalarAttr', 'scalarName AS name, scalarValue AS value', (row, attributes) =>
      this.#collector.scalar(...this.#key(row), attributes, real(row.value)),
    );
  }

  #parameters(): void {
    this.#items('parameter', 'paramId', 'paramAttr', 'paramName AS name, paramValue AS value', (row, attributes) =>
      this.#collector.parameter(...this.#key(row), attributes, Buffer.from(toToken(text(row.value)))),
    );
  }

  #statistics(): void {
    const fields = [
      'Mean',
      'Stddev',
      'Min',
      'Max',
      'Sum',
      'Sqrsum',
      'Weights',
      'WeightedSum',
      'SqrSumWeights',
      'WeightedSqrSum',
    ];
    const columns = [
      'CAST(statCount AS REAL) AS statCount',
      'isHistogram',
      'isWeighted',
      ...fields.map(field => `stat${field}`),
    ];
    this.#items(
      'statistic',
      'statId',
      'statisticAttr',
      `statName AS name, ${columns.join(', ')}`,
      (row, attributes) => {
        const numbers = fields.map(field => real(row[`stat${field}`]));
        if (row.isWeighted === 0) numbers.fill(Number.NaN, 6);
        const bins = row.isHistogram === 0 ? [Number.NaN, 0] : [Number(row.id), -1];
        this.#collector.statistic(
          ...this.#key(row),
          attributes,
          Float64Array.from([real(row.statCount), ...numbers, ...bins]),
        );
      },
    );
  }

  #readVectors(): void {
    const times = ['start', 'end'].flatMap(end => [
      `${end}SimtimeRaw / 1000000000 AS ${end}Billions`,
      `${end}SimtimeRaw % 1000000000 AS ${end}Rest`,
      `CAST(${end}EventNum AS REAL) AS ${end}EventNum`,
    ]);
    const columns = [
      'vectorName AS name',
      'CAST(vectorCount AS REAL) AS vectorCount',
      'vectorMin, vectorMax, vectorSum, vectorSumSqr',
      '(SELECT simtimeExp FROM run WHERE run.runId = item.runId) AS exponent',
      ...times,
    ];
    this.#items('vector', 'vectorId', 'vectorAttr', columns.join(', '), (row, attributes) =>
      this.#collector.vector(this.#vector(row, attributes)),
    );
  }

  #vector(row: Row, attributes: number): VectorEntry {
    const [module, name] = this.#key(row);
    const entry = new VectorEntry(this.#vectors++, Number(row.id), 'ETV', module, name);
    const time = (end: string) =>
      row[`${end}Billions`] === null
        ? Number.NaN
        : scaleWhole(Number(row[`${end}Billions`]), Number(row[`${end}Rest`]), Number(row.exponent));
    entry.attributes = attributes;
    Object.assign(entry.summary, {
      count: real(row.vectorCount),
      min: real(row.vectorMin),
      max: real(row.vectorMax),
      sum: real(row.vectorSum),
      sumOfSquares: real(row.vectorSumSqr),
      firstEvent: real(row.startEventNum),
      lastEvent: real(row.endEventNum),
      firstTime: time('start'),
      lastTime: time('end'),
    });
    return entry;
  }
}

function numberOf(table: TextTable, value: string): number {
  const bytes = Buffer.from(toToken(value));
  return table.numberOf(bytes, 0, bytes.length);
}

function text(value: SQLOutputValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

// NaN is kept as NULL.
function real(value: SQLOutputValue | undefined): number {
  return value === null || value === undefined ? Number.NaN : Number(value);
}
