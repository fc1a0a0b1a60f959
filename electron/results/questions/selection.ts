import { basename } from 'node:path/posix';
import { filesOfSource } from '../catalogue/plan.ts';
import type { Part, Shape, Snapshot } from '../catalogue/snapshot.ts';

import type { Group } from '../files/segments.ts';
import { applyToItem, applyToRun, describeRest, ownText, type Rest } from '../filter/apply-filter.ts';
import { type Filter, parseFilter } from '../filter/parse-filter.ts';
import { type Pattern, parsePattern } from '../filter/pattern.ts';
import { type ItemKind, itemKinds } from '../model.ts';

/** Which items of which runs; see `ResultSelection` of the contract. */
export interface SelectionRequest {
  /** The source within its catalogue; undefined for all files. */
  readonly source: string | undefined;
  readonly filter?: string | undefined;
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly kinds?: readonly ItemKind[] | undefined;
  /** Exactly this name. */
  readonly name?: string | undefined;
  /** A module's path or a pattern. */
  readonly module?: string | undefined;
}

/** Items of one shape that are selected in the same runs. */
export interface ShapeMatch {
  readonly shape: Shape;
  readonly items: readonly number[];
  /** Whether a part's run is one of those. */
  accepts(part: Part): boolean;
}

const groupOf: Readonly<Record<ItemKind, Group>> = {
  scalar: 'scalar',
  parameter: 'parameter',
  statistic: 'statistic',
  histogram: 'statistic',
  vector: 'vector',
};

/** A selection made on a snapshot: keys are looked at once for all runs that share them. */
export class Selection {
  readonly snapshot: Snapshot;
  /** Parts of the source whose runs have the wanted iteration variables. */
  readonly parts: readonly Part[];
  readonly #filter: Filter | undefined;
  readonly #kinds: ReadonlySet<ItemKind>;
  readonly #groups: ReadonlySet<Group>;
  readonly #name: string | undefined;
  readonly #module: Pattern | undefined;
  readonly #matches = new Map<number, readonly ShapeMatch[]>();
  readonly #accepted = new Map<string, Map<number, boolean>>();

  constructor(snapshot: Snapshot, request: SelectionRequest) {
    this.snapshot = snapshot;
    this.#filter = parseFilter(request.filter);
    this.#kinds = new Set(request.kinds ?? itemKinds);
    this.#groups = new Set([...this.#kinds].map(kind => groupOf[kind]));
    this.#name = request.name;
    this.#module = request.module === undefined ? undefined : parsePattern(request.module);
    this.parts = selectParts(snapshot, request);
  }

  /** The parts of each shape that could matter, shapes in order of first appearance. */
  partsByShape(): ReadonlyMap<number, readonly Part[]> {
    const byShape = new Map<number, Part[]>();
    for (const part of this.parts) {
      for (const shape of new Set(part.layout)) {
        const parts = byShape.get(shape);
        if (parts) parts.push(part);
        else byShape.set(shape, [part]);
      }
    }
    return byShape;
  }

  /** The selected items of a shape, in sets that are selected in the same runs; usually one set, or none. */
  matches(shapeId: number): readonly ShapeMatch[] {
    const known = this.#matches.get(shapeId);
    if (known) return known;
    const matches = this.#find(this.snapshot.shape(shapeId));
    this.#matches.set(shapeId, matches);
    return matches;
  }

  #find(shape: Shape): readonly ShapeMatch[] {
    if (!this.#groups.has(shape.group) || !this.#mayHaveName(shape)) return [];
    const sets = new Map<string, { rest: Rest; items: number[] }>();
    for (let item = 0; item < shape.count; item++) {
      const rest = this.#decide(shape, item);
      if (rest === false) continue;
      const key = describeRest(rest);
      const set = sets.get(key);
      if (set) set.items.push(item);
      else sets.set(key, { rest, items: [item] });
    }
    return [...sets].map(([key, { rest, items }]) => ({
      shape,
      items,
      accepts: part => this.#accepts(key, rest, part),
    }));
  }

  #mayHaveName(shape: Shape): boolean {
    return this.#name === undefined || shape.texts.names.includes(this.#name);
  }

  #decide(shape: Shape, item: number): Rest {
    if (this.#name !== undefined && shape.name(item) !== this.#name) return false;
    if (!this.#kinds.has(shape.kind(item))) return false;
    if (this.#module && !this.#module(shape.module(item))) return false;
    return this.#filter ? applyToItem(this.#filter, shape.key(item)) : true;
  }

  #accepts(key: string, rest: Rest, part: Part): boolean {
    if (typeof rest === 'boolean') return rest;
    const decisions = this.#accepted.get(key) ?? new Map<number, boolean>();
    this.#accepted.set(key, decisions);
    const known = decisions.get(part.index);
    if (known !== undefined) return known;
    const decision = applyToRun(rest, field => this.#runField(part, field));
    decisions.set(part.index, decision);
    return decision;
  }

  #runField(part: Part, field: string): string {
    if (field === 'run') return part.run.name;
    if (field === 'file') return basename(part.path);
    const name = field.slice(field.indexOf(':') + 1);
    if (field.startsWith('itervar:')) return part.run.iterations.get(name) ?? '';
    if (field.startsWith('runattr:')) return ownText(runAttributes(this.snapshot, part.run.id), name);
    return runConfig(this.snapshot, part.run.id).find(([key]) => key === name)?.[1] ?? '';
  }
}

/** A run's attributes. */
export function runAttributes({ catalogue }: Snapshot, run: number): Readonly<Record<string, string>> {
  const row = catalogue.statement('SELECT attributes FROM run WHERE id = ?').get(run);
  return row ? (JSON.parse(String(row.attributes)) as Record<string, string>) : {};
}

/** A run's configuration entries, in order. */
export function runConfig({ catalogue }: Snapshot, run: number): ReadonlyArray<readonly [string, string]> {
  const select = 'SELECT entries FROM config WHERE id = (SELECT config FROM run WHERE id = ?)';
  const row = catalogue.statement(select).get(run);
  return row ? (JSON.parse(String(row.entries)) as Array<[string, string]>) : [];
}

function selectParts(snapshot: Snapshot, { source, where }: SelectionRequest): readonly Part[] {
  const files = source === undefined ? undefined : new Set(filesOfSource(snapshot.catalogue, source));
  const wanted = Object.entries(where).map(([name, values]) => [name, new Set(values)] as const);
  return snapshot.parts.filter(
    part =>
      (!files || files.has(part.file)) &&
      wanted.every(([name, values]) => values.has(part.run.iterations.get(name) ?? '')),
  );
}
