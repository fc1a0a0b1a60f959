import type { RunHeader } from '../model.ts';

/** A run's header while it is being read. */
export interface OpenHeader {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly iterationVariables: Map<string, string>;
  readonly config: Array<readonly [string, string]>;
}

/** A header of which only the name is known. */
export function openHeader(name: string): OpenHeader {
  return { name, attributes: new Map(), iterationVariables: new Map(), config: [] };
}

/** Finishes a header; both lists are sorted by name, as OMNeT++ keeps them. */
export function closeHeader(header: OpenHeader): RunHeader {
  if (header.iterationVariables.size === 0) takeIterationVariables(header);
  return {
    name: header.name,
    attributes: toSortedRecord(header.attributes),
    iterationVariables: toSortedRecord(header.iterationVariables),
    config: header.config,
  };
}

// Version 2 has no `itervar` lines: an iteration variable is an attribute whose name the attribute `iterationvars` mentions.
function takeIterationVariables({ attributes, iterationVariables }: OpenHeader): void {
  for (const part of attributes.get('iterationvars')?.split(',') ?? []) {
    const name = part.split('=', 1)[0]?.split('$')[1] ?? '';
    const value = attributes.get(name);
    if (value === undefined) continue;
    iterationVariables.set(name, value);
    attributes.delete(name);
  }
}

/** A map as a record with its names in order of their bytes; names such as `__proto__` are names like any other. */
export function toSortedRecord(map: ReadonlyMap<string, string>): Record<string, string> {
  const entries = [...map];
  if (!isSorted(entries)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function isSorted(entries: ReadonlyArray<readonly [string, string]>): boolean {
  return entries.every(([name], index) => index === 0 || entries[index - 1]![0] < name);
}
