import { naturally, toNumber } from './natural-order.ts';
import type { Selection } from './selection.ts';

/** Values beyond these are counted, not listed: a run's id or date differs in every run. */
const mostValues = 1000;

/** An iteration variable or attribute, and its values over all runs. */
export interface Dimension {
  readonly name: string;
  readonly values: string[];
  readonly valueCount: number;
  readonly numeric: boolean;
}

/** Run attributes and iteration variables of a selection's runs. */
export function listDimensions(selection: Selection): {
  runs: number;
  iterationVariables: Dimension[];
  attributes: Dimension[];
} {
  const { catalogue } = selection.snapshot;
  const ids = new Set(selection.parts.map(part => part.run.id));
  const iterations = new Map<string, Set<string>>();
  const attributes = new Map<string, Set<string>>();
  for (const row of catalogue.statement('SELECT id, attributes, iterations FROM run ORDER BY id').iterate()) {
    if (!ids.has(Number(row.id))) continue;
    collect(iterations, String(row.iterations));
    collect(attributes, String(row.attributes));
  }
  return { runs: ids.size, iterationVariables: toDimensions(iterations), attributes: toDimensions(attributes) };
}

function collect(into: Map<string, Set<string>>, json: string): void {
  for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, string>)) {
    const values = into.get(name);
    if (values) values.add(value);
    else into.set(name, new Set([value]));
  }
}

function toDimensions(collected: ReadonlyMap<string, ReadonlySet<string>>): Dimension[] {
  return [...collected]
    .map(([name, values]) => ({
      name,
      values: [...values].sort(naturally).slice(0, mostValues),
      valueCount: values.size,
      numeric: [...values].every(value => toNumber(value) !== undefined),
    }))
    .sort((a, b) => naturally(a.name, b.name));
}
