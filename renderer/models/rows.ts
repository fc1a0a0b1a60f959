import type { Rows } from '../../contract/call.ts';

/** A watched table as it is known now, by id. */
export type RowMap<Row> = ReadonlyMap<string, Row>;

/** Begins to read a watched table: brings it up to date with one item after the other. */
export function keepRows<Row extends { id: string }>(): (item: Rows<Row>, previous?: RowMap<Row>) => RowMap<Row> {
  // The parts of a snapshot belong together: what an earlier one brought is no leftover of before.
  let isAmidSnapshot = false;
  return (item, previous) => {
    if (item.kind === 'changes') return withChanges(item, previous);
    const before = isAmidSnapshot ? previous : undefined;
    isAmidSnapshot = item.more === true;
    return new Map([...(before ?? []), ...item.rows.map(row => [row.id, row] as const)]);
  };
}

function withChanges<Row extends { id: string }>(
  { changed, removed }: Extract<Rows<Row>, { kind: 'changes' }>,
  previous: RowMap<Row> | undefined,
): RowMap<Row> {
  const next = new Map(previous);
  for (const row of changed) next.set(row.id, row);
  for (const id of removed) next.delete(id);
  return next;
}
