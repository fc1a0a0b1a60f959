import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  metaHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

/** How a column of a table looks and what it shows of a row. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Pixels to begin with; a person may change it. */
  readonly width: number;
  /** Takes what room is left. */
  readonly grows?: boolean;
  readonly align?: 'start' | 'end';
  readonly isSortable?: boolean;
  cell(row: Row): ReactNode;
}

interface Meta {
  readonly grows: boolean;
  readonly align: 'start' | 'end';
  cell(row: unknown): ReactNode;
}

/** What our tables use of TanStack Table. Rows come sorted and filtered from a model, and only those in sight. */
export const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  columnMeta: metaHelper<Meta>(),
});
export type Features = typeof features;

/** Makes TanStack's definitions of ours. What rows are is no matter to it: it never sees them. */
export function toColumnDefinitions<Row>(columns: ReadonlyArray<Column<Row>>): ColumnDef<Features, object>[] {
  return columns.map(({ id, header, width, grows = false, align = 'start', isSortable = false, cell }) => ({
    id,
    header,
    size: width,
    minSize: 44,
    accessorFn: () => undefined,
    enableSorting: isSortable,
    meta: { grows, align, cell: row => cell(row as Row) },
  }));
}
