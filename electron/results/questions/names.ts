import type { ResultName } from '../../../contract/results.ts';
import type { ItemKind } from '../model.ts';
import type { Selection } from './selection.ts';

/** A browser shows some modules of a name; who wants them all asks for items. */
const mostModules = 200;

interface NameSum {
  readonly kind: ItemKind;
  readonly name: string;
  readonly modules: Set<string>;
  readonly runs: Set<number>;
  readonly unit: string | undefined;
  readonly title: string | undefined;
}

/** Distinct result names of a selection, in the order in which files have them. */
export function listNames(selection: Selection): ResultName[] {
  const sums = new Map<string, NameSum>();
  for (const [shapeId, parts] of selection.partsByShape()) {
    for (const { shape, items, accepts } of selection.matches(shapeId)) {
      const runs = parts.filter(accepts).map(part => part.run.index);
      if (runs.length === 0) continue;
      const met = new Set<NameSum>();
      for (const item of items) {
        const sum = sumOf(sums, shape.kind(item), shape.name(item), shape.attributes(item));
        sum.modules.add(shape.module(item));
        met.add(sum);
      }
      for (const sum of met) for (const run of runs) sum.runs.add(run);
    }
  }
  return [...sums.values()].map(toResultName);
}

function sumOf(
  sums: Map<string, NameSum>,
  kind: ItemKind,
  name: string,
  attributes: Readonly<Record<string, string>>,
): NameSum {
  const key = `${kind} ${name}`;
  const known = sums.get(key);
  if (known) return known;
  const { unit, title } = attributes;
  const sum = { kind, name, modules: new Set<string>(), runs: new Set<number>(), unit, title };
  sums.set(key, sum);
  return sum;
}

function toResultName({ kind, name, modules, runs, unit, title }: NameSum): ResultName {
  return {
    type: kind,
    name,
    modules: [...modules].slice(0, mostModules),
    moduleCount: modules.size,
    runs: runs.size,
    ...(unit === undefined ? {} : { unit }),
    ...(title === undefined ? {} : { title }),
  };
}
