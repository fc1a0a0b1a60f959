import type { ItemKey, ItemKind } from '../model.ts';
import type { Filter } from './parse-filter.ts';

/** What is left of a filter when an item is known and its run is not: a decision, or a filter about runs. */
export type Rest = boolean | Filter;

/** The names OMNeT++'s filters have for kinds. */
const typeNames: Readonly<Record<ItemKind, string>> = {
  scalar: 'scalar',
  parameter: 'parameter',
  statistic: 'statistics',
  histogram: 'histogram',
  vector: 'vector',
};

/** Decides what an item's key decides. */
export function applyToItem(filter: Filter, key: ItemKey): Rest {
  if (filter.kind === 'match') {
    const value = itemField(filter.field, key);
    return value === undefined ? filter : filter.pattern(value);
  }
  if (filter.kind === 'not') {
    const inner = applyToItem(filter.inner, key);
    return typeof inner === 'boolean' ? !inner : { kind: 'not', inner };
  }
  return join(filter.kind, applyToItem(filter.left, key), applyToItem(filter.right, key));
}

function join(kind: 'and' | 'or', left: Rest, right: Rest): Rest {
  const decisive = kind === 'or';
  if (left === decisive || right === decisive) return decisive;
  if (typeof left === 'boolean') return right;
  return typeof right === 'boolean' ? left : { kind, left, right };
}

// Undefined for fields that belong to runs and files.
function itemField(field: string, { kind, module, name, attributes }: ItemKey): string | undefined {
  if (field === 'name') return name;
  if (field === 'module') return module;
  if (field === 'type') return typeNames[kind];
  // Fields of statistics are no items of their own here.
  if (field === 'isfield') return 'false';
  return field.startsWith('attr:') ? ownText(attributes, field.slice(5)) : undefined;
}

/** The text a record has under a name; names may be those of anything, also of what every object has. */
export function ownText(record: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(record, name) ? (record[name] ?? '') : '';
}

/** Reads a field of a run or its file: `run`, `file`, `runattr:…`, `itervar:…`, `config:…`. */
export type RunFields = (field: string) => string;

/** Decides the rest for one run. */
export function applyToRun(rest: Rest, field: RunFields): boolean {
  if (typeof rest === 'boolean') return rest;
  if (rest.kind === 'match') return rest.pattern(field(rest.field));
  if (rest.kind === 'not') return !applyToRun(rest.inner, field);
  const left = applyToRun(rest.left, field);
  return rest.kind === 'and' ? left && applyToRun(rest.right, field) : left || applyToRun(rest.right, field);
}

/** The rest as text: equal for rests that decide equally. */
export function describeRest(rest: Rest): string {
  if (typeof rest === 'boolean') return String(rest);
  if (rest.kind === 'match') return `${JSON.stringify(rest.field)}~${JSON.stringify(rest.text)}`;
  if (rest.kind === 'not') return `!(${describeRest(rest.inner)})`;
  return `(${describeRest(rest.left)} ${rest.kind} ${describeRest(rest.right)})`;
}
