import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTurns, type MadeRun } from './made-results.ts';

const tables = `
  CREATE TABLE run (runId INTEGER PRIMARY KEY, runName TEXT, simtimeExp INTEGER);
  CREATE TABLE runAttr (runId INTEGER, attrName TEXT, attrValue TEXT);
  CREATE TABLE runItervar (runId INTEGER, itervarName TEXT, itervarValue TEXT);
  CREATE TABLE runConfig (runId INTEGER, configKey TEXT, configValue TEXT, configOrder INTEGER);
  CREATE TABLE scalar (scalarId INTEGER PRIMARY KEY, runId INTEGER, moduleName TEXT, scalarName TEXT, scalarValue REAL);
  CREATE TABLE scalarAttr (scalarId INTEGER, attrName TEXT, attrValue TEXT);
  CREATE TABLE parameter (paramId INTEGER PRIMARY KEY, runId INTEGER, moduleName TEXT, paramName TEXT, paramValue TEXT);
  CREATE TABLE paramAttr (paramId INTEGER, attrName TEXT, attrValue TEXT);
  CREATE TABLE statistic (
    statId INTEGER PRIMARY KEY, runId INTEGER, moduleName TEXT, statName TEXT, isHistogram INTEGER, isWeighted INTEGER,
    statCount INTEGER, statMean REAL, statStddev REAL, statSum REAL, statSqrsum REAL, statMin REAL, statMax REAL,
    statWeights REAL, statWeightedSum REAL, statSqrSumWeights REAL, statWeightedSqrSum REAL
  );
  CREATE TABLE statisticAttr (statId INTEGER, attrName TEXT, attrValue TEXT);
  CREATE TABLE histogramBin (statId INTEGER, lowerEdge REAL, binValue REAL);
  CREATE TABLE vector (
    vectorId INTEGER PRIMARY KEY, runId INTEGER, moduleName TEXT, vectorName TEXT, vectorCount INTEGER, vectorMin REAL, vectorMax REAL,
    vectorSum REAL, vectorSumSqr REAL, startEventNum INTEGER, endEventNum INTEGER, startSimtimeRaw INTEGER, endSimtimeRaw INTEGER
  );
  CREATE TABLE vectorAttr (vectorId INTEGER, attrName TEXT, attrValue TEXT);
  CREATE TABLE vectorData (vectorId INTEGER, eventNumber INTEGER, simtimeRaw INTEGER, value REAL);
`;

/** Writes runs as one database of scalars and one database of vectors for each run, like OMNeT++'s SQLite output; `summed` is false for vectors of runs that have not ended. */
export function writeSqlite(folder: string, name: string, runs: readonly MadeRun[], summed: boolean): void {
  mkdirSync(folder, { recursive: true });
  withDatabase(join(folder, `${name}.sca`), database => {
    for (const [index, run] of runs.entries()) insertScalars(database, run, index + 1);
  });
  for (const [index, run] of runs.entries())
    withDatabase(join(folder, `${name}-${index}.vec`), database => insertVectors(database, run, summed));
}

function withDatabase(path: string, fill: (database: DatabaseSync) => void): void {
  rmSync(path, { force: true });
  const database = new DatabaseSync(path);
  database.exec(`BEGIN; ${tables}`);
  fill(database);
  database.exec('COMMIT');
  database.close();
}

function insertRun(database: DatabaseSync, run: MadeRun, id: number): void {
  database.prepare('INSERT INTO run VALUES (?, ?, -12)').run(id, run.name);
  for (const [name, value] of run.attributes)
    database.prepare('INSERT INTO runAttr VALUES (?, ?, ?)').run(id, name, value);
  for (const [name, value] of run.iterations)
    database.prepare('INSERT INTO runItervar VALUES (?, ?, ?)').run(id, name, value);
  for (const [order, [key, value]] of run.config.entries())
    database.prepare('INSERT INTO runConfig VALUES (?, ?, ?, ?)').run(id, key, value, order);
}

function insertAttributes(
  database: DatabaseSync,
  table: string,
  id: number | bigint,
  attributes: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of attributes)
    database.prepare(`INSERT INTO ${table} VALUES (?, ?, ?)`).run(id, name, value);
}

function insertScalars(database: DatabaseSync, run: MadeRun, id: number): void {
  insertRun(database, run, id);
  for (const { module, name, value, attributes } of run.scalars) {
    const { lastInsertRowid } = database
      .prepare('INSERT INTO scalar VALUES (NULL, ?, ?, ?, ?)')
      .run(id, module, name, value);
    insertAttributes(database, 'scalarAttr', lastInsertRowid, attributes);
  }
  for (const { module, name, value, attributes } of run.parameters) {
    const { lastInsertRowid } = database
      .prepare('INSERT INTO parameter VALUES (NULL, ?, ?, ?, ?)')
      .run(id, module, name, value);
    insertAttributes(database, 'paramAttr', lastInsertRowid, attributes);
  }
  for (const { module, name, value, attributes } of run.statistics) {
    const [count = 0, min = 0, max = 0, ...sums] = value.numbers;
    const [sum, sqrsum] = value.weighted ? [null, null] : sums;
    const weights = value.weighted ? sums : [null, null, null, null];
    const { lastInsertRowid } = database
      .prepare('INSERT INTO statistic VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        id,
        module,
        name,
        value.bins.length > 0 ? 1 : 0,
        value.weighted ? 1 : 0,
        count,
        sum!,
        sqrsum!,
        min,
        max,
        ...weights,
      );
    insertAttributes(database, 'statisticAttr', lastInsertRowid, attributes);
    for (const [edge, bin] of value.bins)
      database.prepare('INSERT INTO histogramBin VALUES (?, ?, ?)').run(lastInsertRowid, edge, bin);
  }
}

function insertVectors(database: DatabaseSync, run: MadeRun, summed: boolean): void {
  insertRun(database, run, 1);
  const ids = run.vectors.map(({ module, name, value, attributes }) => {
    const numbers = value.map(sample => sample.value);
    const sums = summed
      ? [
          value.length,
          null,
          null,
          numbers.reduce((sum, number) => sum + number, 0),
          null,
          value[0]?.event ?? 0,
          value.at(-1)?.event ?? 0,
          value[0]?.time ?? 0,
          value.at(-1)?.time ?? 0,
        ]
      : new Array(9).fill(null);
    const { lastInsertRowid } = database
      .prepare('INSERT INTO vector VALUES (NULL, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(module, name, ...sums);
    insertAttributes(database, 'vectorAttr', lastInsertRowid, attributes);
    return lastInsertRowid;
  });
  for (const { id, samples: block } of inTurns(run, 7))
    for (const { event, time, value } of block)
      database.prepare('INSERT INTO vectorData VALUES (?, ?, ?, ?)').run(ids[id]!, event, time, value);
}
