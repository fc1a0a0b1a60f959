import { createHash } from 'node:crypto';
import { parseAttributes } from '../files/attributes.ts';
import type { KeyTables, Segment } from '../files/segments.ts';
import type { TextTable } from '../files/text-table.ts';
import { newToken, readToken, tokenText } from '../files/tokens.ts';
import type { Catalogue } from './catalogue.ts';

/** The texts of a shape's keys. */
export interface ShapeTexts {
  readonly modules: readonly string[];
  readonly names: readonly string[];
  readonly attributes: ReadonlyArray<Readonly<Record<string, string>>>;
}

interface KnownShape {
  readonly keys: Int32Array;
  readonly id: number;
}

/** Finds the shape of a segment, or makes it. Shapes that were met before are recognised by their numbers alone. */
export class ShapeFinder {
  readonly #catalogue: Catalogue;
  readonly #tables: KeyTables;
  #known = new Map<number, KnownShape[]>();
  #generation: unknown;

  constructor(catalogue: Catalogue, tables: KeyTables) {
    this.#catalogue = catalogue;
    this.#tables = tables;
  }

  /** To be called at the beginning of each transaction: shapes may have been cleaned away since. */
  refresh(): void {
    const generation = this.#catalogue.statement('SELECT shapes FROM about').get()?.shapes;
    if (generation !== this.#generation) this.#known.clear();
    this.#generation = generation;
  }

  find(segment: Segment): number {
    const hash = hashNumbers(segment.keys);
    const candidates = this.#known.get(hash) ?? [];
    const known = candidates.find(candidate => areEqual(candidate.keys, segment.keys));
    if (known) return known.id;
    const id = this.#findOrInsert(segment);
    this.#known.set(hash, [...candidates, { keys: segment.keys, id }]);
    return id;
  }

  #findOrInsert(segment: Segment): number {
    const { texts, keys } = this.#describe(segment);
    const json = JSON.stringify(texts);
    const bytes = new Uint8Array(keys.buffer);
    const hash = createHash('sha1').update(segment.group).update(json).update(bytes).digest();
    const found = this.#catalogue.statement('SELECT id FROM shape WHERE hash = ?').get(hash);
    if (found) return Number(found.id);
    const insert = 'INSERT INTO shape (hash, kind, count, texts, keys) VALUES (?, ?, ?, ?, ?)';
    return Number(
      this.#catalogue.statement(insert).run(hash, segment.group, segment.count, json, bytes).lastInsertRowid,
    );
  }

  #describe({ keys, count }: Segment): { texts: ShapeTexts; keys: Int32Array<ArrayBuffer> } {
    const modules = new LocalTexts(this.#tables.modules, decodeToken);
    const names = new LocalTexts(this.#tables.names, decodeToken);
    const attributes = new LocalTexts(this.#tables.attributes, parseAttributes);
    const local = new Int32Array(count * 4);
    for (let at = 0; at < keys.length; at += 4) {
      local[at] = keys[at]!;
      local[at + 1] = modules.place(keys[at + 1]!);
      local[at + 2] = names.place(keys[at + 2]!);
      local[at + 3] = attributes.place(keys[at + 3]!);
    }
    return { texts: { modules: modules.texts, names: names.texts, attributes: attributes.texts }, keys: local };
  }
}

/** The few texts of one shape, out of the many of a table. */
class LocalTexts<T> {
  readonly texts: T[] = [];
  readonly #places = new Map<number, number>();
  readonly #table: TextTable;
  readonly #decode: (bytes: Uint8Array) => T;

  constructor(table: TextTable, decode: (bytes: Uint8Array) => T) {
    this.#table = table;
    this.#decode = decode;
  }

  place(number: number): number {
    const known = this.#places.get(number);
    if (known !== undefined) return known;
    const place = this.texts.push(this.#decode(this.#table.bytesOf(number))) - 1;
    this.#places.set(number, place);
    return place;
  }
}

function decodeToken(bytes: Uint8Array): string {
  const token = newToken();
  return readToken(bytes, token, bytes.length) ? tokenText(bytes, token) : '';
}

function hashNumbers(numbers: Int32Array): number {
  let hash = numbers.length;
  for (let at = 0; at < numbers.length; at++) hash = Math.imul(hash ^ numbers[at]!, 0x01000193) ^ (hash >>> 15);
  return hash;
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
