import type { Rows } from '../../contract/call.ts';

/** A watched table as it is known now, by id. */
export type RowMap<Row> = ReadonlyMap<string, Row>;

/** Brings a table up to date with one item of its watch. */
export function applyRows<Row extends { id: string }>(item: Rows<Row>, previous: RowMap<Row> | undefined): RowMap<Row> {
  if (item.kind === 'snapshot') return new Map(item.rows.map(row => [row.id, row]));
  const next = new Map(previous);
  for (const row of item.changed) next.set(row.id, row);
  for (const id of item.removed) next.delete(id);
  return next;
}
