import type { Group } from '../files/segments.ts';
import { type ItemKey, type ItemKind, itemKinds } from '../model.ts';
import type { Catalogue } from './catalogue.ts';
import type { ShapeTexts } from './shapes.ts';
import { fromBlob } from './writer.ts';

/** A run as questions need it. `index` counts runs from 0. */
export interface CataloguedRun {
  readonly index: number;
  readonly id: number;
  readonly name: string;
  readonly iterations: ReadonlyMap<string, string>;
}

/** What one file holds of one run. `index` counts parts from 0. */
export interface Part {
  readonly index: number;
  readonly id: number;
  readonly file: number;
  readonly path: string;
  readonly format: 'text' | 'sqlite';
  readonly run: CataloguedRun;
  /** Shapes of its segments, in the order of the file. */
  readonly layout: Int32Array;
}

/** Keys of up to 512 items. */
export class Shape {
  readonly id: number;
  readonly group: Group;
  readonly count: number;
  readonly texts: ShapeTexts;
  readonly #keys: Int32Array;

  constructor(id: number, group: Group, count: number, texts: ShapeTexts, keys: Int32Array) {
    this.id = id;
    this.group = group;
    this.count = count;
    this.texts = texts;
    this.#keys = keys;
  }

  kind(item: number): ItemKind {
    return itemKinds[this.#keys[item * 4]!]!;
  }

  module(item: number): string {
    return this.texts.modules[this.#keys[item * 4 + 1]!]!;
  }

  name(item: number): string {
    return this.texts.names[this.#keys[item * 4 + 2]!]!;
  }

  attributes(item: number): Readonly<Record<string, string>> {
    return this.texts.attributes[this.#keys[item * 4 + 3]!]!;
  }

  key(item: number): ItemKey {
    return {
      kind: this.kind(item),
      module: this.module(item),
      name: this.name(item),
      attributes: this.attributes(item),
    };
  }

  /** Which of `names` an item has: numbers are quicker compared than texts. */
  nameNumber(item: number): number {
    return this.#keys[item * 4 + 2]!;
  }

  moduleNumber(item: number): number {
    return this.#keys[item * 4 + 1]!;
  }
}

const keptTexts = 16 << 20;

/** Runs and parts of the catalogue as they were at one moment, kept in memory until the catalogue changes. */
export class Snapshot {
  readonly catalogue: Catalogue;
  readonly version: string;
  readonly runs: readonly CataloguedRun[];
  readonly parts: readonly Part[];
  readonly #shapes = new Map<number, Shape>();
  #kept = 0;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
    this.version = catalogue.version();
    const runs = readRuns(catalogue);
    this.runs = [...runs.values()];
    this.parts = readParts(catalogue, runs);
  }

  /** A shape, decoded; the ones that are asked for most stay decoded. */
  shape(id: number): Shape {
    const known = this.#shapes.get(id);
    if (known) return known;
    const row = this.catalogue.statement('SELECT kind, count, texts, keys FROM shape WHERE id = ?').get(id);
    if (!row) throw new Error(`shape ${id} is not there`);
    const texts = JSON.parse(String(row.texts)) as ShapeTexts;
    const shape = new Shape(id, row.kind as Group, Number(row.count), texts, fromBlob(row.keys as Uint8Array));
    const weight = String(row.texts).length * 2 + shape.count * 16;
    if (this.#kept + weight < keptTexts) {
      this.#kept += weight;
      this.#shapes.set(id, shape);
    }
    return shape;
  }
}

function readRuns(catalogue: Catalogue): ReadonlyMap<number, CataloguedRun> {
  const runs = new Map<number, CataloguedRun>();
  // Ten thousand runs have few different values: one string for each of them.
  const values = new Map<string, ReadonlyMap<string, string>>();
  for (const row of catalogue.statement('SELECT id, name, iterations FROM run ORDER BY id').iterate()) {
    const text = String(row.iterations);
    const iterations = values.get(text) ?? new Map(Object.entries(JSON.parse(text) as Record<string, string>));
    values.set(text, iterations);
    const id = Number(row.id);
    runs.set(id, { index: runs.size, id, name: String(row.name), iterations });
  }
  return runs;
}

function readParts(catalogue: Catalogue, runs: ReadonlyMap<number, CataloguedRun>): readonly Part[] {
  const parts: Part[] = [];
  const layouts = new Map<string, Int32Array>();
  const select = `SELECT part.id, part.run, part.file, part.layout, file.path, file.format
    FROM part JOIN file ON file.id = part.file WHERE file.complete = 1 ORDER BY file.path, part.id`;
  for (const row of catalogue.statement(select).iterate()) {
    const run = runs.get(Number(row.run));
    if (!run || !(row.layout instanceof Uint8Array)) continue;
    const layout = sharedLayout(layouts, row.layout);
    const format = row.format === 'sqlite' ? 'sqlite' : 'text';
    parts.push({
      index: parts.length,
      id: Number(row.id),
      file: Number(row.file),
      path: String(row.path),
      format,
      run,
      layout,
    });
  }
  return parts;
}

function sharedLayout(layouts: Map<string, Int32Array>, blob: Uint8Array): Int32Array {
  const key = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString('latin1');
  const known = layouts.get(key) ?? fromBlob(blob);
  layouts.set(key, known);
  return known;
}
