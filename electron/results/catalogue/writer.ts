import { createHash } from 'node:crypto';
import type { KeyTables } from '../files/segments.ts';
import type { RunHeader } from '../model.ts';
import type { Catalogue } from './catalogue.ts';
import type { FileDraft, PartDraft } from './draft.ts';
import { ShapeFinder } from './shapes.ts';

/** A file that was read to its end. */
export interface FinishedFile {
  readonly draft: FileDraft;
  readonly size: number;
  readonly modified: number;
  readonly format: 'text' | 'sqlite';
  readonly problem: string | undefined;
}

/** Puts what was read into the catalogue. */
export class CatalogueWriter {
  readonly #catalogue: Catalogue;
  readonly #shapes: ShapeFinder;
  readonly #configs = new Map<string, number>();

  constructor(catalogue: Catalogue, tables: KeyTables) {
    this.#catalogue = catalogue;
    this.#shapes = new ShapeFinder(catalogue, tables);
  }

  /** Writes files that were read, and what there is of files that are still being read. */
  write(finished: readonly FinishedFile[], unfinished: readonly FileDraft[]): void {
    this.#catalogue.transaction(() => {
      this.#shapes.refresh();
      this.#configs.clear();
      for (const draft of unfinished) this.#writeUnfinished(draft);
      for (const file of finished) this.#finish(file);
    });
  }

  #finish({ draft, size, modified, format, problem }: FinishedFile): void {
    const values = [size, modified, format, 1, draft.items, problem ?? null] as const;
    if (draft.id === undefined) draft.id = this.#newFile(draft.path, values);
    else {
      const update =
        'UPDATE file SET size = ?, modified = ?, format = ?, complete = ?, items = ?, problem = ? WHERE id = ?';
      this.#catalogue.statement(update).run(...values, draft.id);
    }
    this.#writeRest(draft, draft.id, true);
  }

  #writeUnfinished(draft: FileDraft): void {
    draft.id ??= this.#newFile(draft.path, [0, 0, 'text', 0, 0, null]);
    this.#writeRest(draft, draft.id, false);
  }

  #newFile(path: string, values: ReadonlyArray<number | string | null>): number {
    removeFile(this.#catalogue, path);
    const insert =
      'INSERT INTO file (path, size, modified, format, complete, items, problem) VALUES (?, ?, ?, ?, ?, ?, ?)';
    return Number(this.#catalogue.statement(insert).run(path, ...values).lastInsertRowid);
  }

  #writeRest(draft: FileDraft, file: number, finished: boolean): void {
    for (const part of draft.parts) this.#writePart(part, file, finished);
    const insert = this.#catalogue.statement('INSERT INTO blocks (file, ordinal, data) VALUES (?, ?, ?)');
    for (const vector of draft.vectors) insert.run(file, vector.ordinal, toBlob(vector.blocks));
    draft.vectors.length = 0;
    draft.weight = 0;
  }

  #writePart(part: PartDraft, file: number, finished: boolean): void {
    const first = part.layout.length;
    for (const segment of part.segments) part.layout.push(this.#shapes.find(segment));
    const layout = finished ? toBlob(Int32Array.from(part.layout)) : null;
    if (part.id === undefined) part.id = this.#newPart(part.header, file, layout);
    else this.#catalogue.statement('UPDATE part SET layout = ? WHERE id = ?').run(layout, part.id);
    const insert = this.#catalogue.statement('INSERT INTO segment (shape, part, place, data) VALUES (?, ?, ?, ?)');
    for (const [index, segment] of part.segments.entries()) {
      const place = first + index;
      insert.run(part.layout[place]!, part.id, place, toBlob(segment.values));
    }
    part.segments.length = 0;
  }

  #newPart(header: RunHeader, file: number, layout: Uint8Array | null): number {
    const insert = this.#catalogue.statement('INSERT INTO part (file, run, layout) VALUES (?, ?, ?)');
    return Number(insert.run(file, this.#run(header), layout).lastInsertRowid);
  }

  // A run is usually in two files; of two headers the one with more attributes is the whole one.
  #run(header: RunHeader): number {
    const attributes = JSON.stringify(header.attributes);
    const known = this.#catalogue
      .statement('SELECT id, length(attributes) AS length FROM run WHERE name = ?')
      .get(header.name);
    if (known && Number(known.length) >= attributes.length) return Number(known.id);
    const values = [attributes, JSON.stringify(header.iterationVariables), this.#config(header.config)] as const;
    if (known) {
      const update = 'UPDATE run SET attributes = ?, iterations = ?, config = ? WHERE id = ?';
      this.#catalogue.statement(update).run(...values, known.id!);
      return Number(known.id);
    }
    const insert = 'INSERT INTO run (name, attributes, iterations, config) VALUES (?, ?, ?, ?)';
    return Number(this.#catalogue.statement(insert).run(header.name, ...values).lastInsertRowid);
  }

  #config(config: RunHeader['config']): number {
    const entries = JSON.stringify(config);
    const known = this.#configs.get(entries);
    if (known !== undefined) return known;
    const hash = createHash('sha1').update(entries).digest();
    this.#catalogue.statement('INSERT OR IGNORE INTO config (hash, entries) VALUES (?, ?)').run(hash, entries);
    const id = Number(this.#catalogue.statement('SELECT id FROM config WHERE hash = ?').get(hash)?.id);
    this.#configs.set(entries, id);
    return id;
  }
}

/** Removes a file and all that only it told of; true when it was there. */
export function removeFile(catalogue: Catalogue, path: string): boolean {
  const file = catalogue.statement('SELECT id FROM file WHERE path = ?').get(path)?.id;
  if (typeof file !== 'number') return false;
  const parts = catalogue.statement('SELECT id, run, layout FROM part WHERE file = ?').all(file);
  for (const { id, layout } of parts) {
    if (layout instanceof Uint8Array) {
      const remove = catalogue.statement('DELETE FROM segment WHERE shape = ? AND part = ?');
      for (const shape of new Set(fromBlob(layout))) remove.run(shape, id!);
    } else catalogue.statement('DELETE FROM segment WHERE part = ?').run(id!);
  }
  catalogue.statement('DELETE FROM part WHERE file = ?').run(file);
  catalogue.statement('DELETE FROM blocks WHERE file = ?').run(file);
  catalogue.statement('DELETE FROM file WHERE id = ?').run(file);
  const removeRun = 'DELETE FROM run WHERE id = ? AND NOT EXISTS (SELECT 1 FROM part WHERE part.run = run.id)';
  for (const { run } of parts) catalogue.statement(removeRun).run(run!);
  return true;
}

/** Removes shapes and configurations that nothing has any more. */
export function removeUnused(catalogue: Catalogue): void {
  catalogue
    .statement('DELETE FROM shape WHERE NOT EXISTS (SELECT 1 FROM segment WHERE segment.shape = shape.id)')
    .run();
  catalogue.statement('DELETE FROM config WHERE id NOT IN (SELECT config FROM run)').run();
  catalogue.statement('UPDATE about SET shapes = shapes + 1').run();
}

/** The bytes of an array of numbers. */
export function toBlob(numbers: Float64Array | Int32Array | Uint8Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** The 32-bit numbers of a blob. */
export function fromBlob(blob: Uint8Array): Int32Array {
  return new Int32Array(blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.byteLength));
}
