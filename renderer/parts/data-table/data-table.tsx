import { type SortingState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useMemo, useRef } from 'react';
import { type Column, features, toColumnDefinitions } from './columns.ts';
import { DataRow } from './data-row.tsx';
import classes from './data-table.module.css';
import { HeaderRow } from './header-row.tsx';
import { type RowKeys, useRowKeys } from './use-row-keys.ts';

/** Which column rows are sorted by. */
export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Which rows are chosen; absent where rows cannot be chosen. */
export interface Selection {
  readonly count: number;
  has(id: string): boolean;
  toggle(id: string): void;
  /** From the row chosen last to this one. */
  extendTo(id: string): void;
  toggleAll(): void;
}

interface Props<Row> extends RowKeys<Row> {
  /** What a screen reader calls the table. */
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  readonly rowHeight?: number;
  /** Names of hidden columns. */
  readonly hidden?: readonly string[];
}

const headHeight = 32;
const barHeight = 12;

/** A table of any length: only rows in sight are drawn. Rows are walked with the arrow keys, chosen with Space, opened with Enter. */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { label, rows, idOf, columns, sorting, onSort, selection, activeId, onOpen, rowHeight = 32, hidden } = props;
  const tableId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // Rows begin below the heads, which take some of the height; at the lower edge there may be a bar for scrolling sideways.
    scrollPaddingEnd: headHeight + barHeight,
    // Rows beyond the edges are there already; drawing in step with every scroll event would only make the rest wait.
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const definitions = useMemo(() => toColumnDefinitions(columns), [columns]);
  const sortingState = useMemo<SortingState>(
    () => (sorting ? [{ id: sorting.column, desc: sorting.isDescending }] : []),
    [sorting],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    manualSorting: true,
    enableSortingRemoval: false,
    columnResizeMode: 'onChange',
    state: { sorting: sortingState, columnVisibility: toVisibility(hidden) },
    onSortingChange: update => {
      const next = typeof update === 'function' ? update(sortingState) : update;
      if (next[0]) onSort?.({ column: next[0].id, isDescending: next[0].desc });
    },
  });
  const visible = table.getVisibleLeafColumns();
  const template = [
    ...(selection ? ['34px'] : []),
    ...visible.map(column =>
      column.columnDef.meta?.grows ? `minmax(${column.getSize()}px, 1fr)` : `${column.getSize()}px`,
    ),
  ].join(' ');
  const { cursor, onKeyDown, setCursor } = useRowKeys(props, virtual.scrollToIndex, virtual.scrollRect?.height);
  const cursorRow = items.some(({ index }) => index === cursor) && cursor !== undefined ? rows[cursor] : undefined;
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable={selection !== undefined}
      aria-activedescendant={cursorRow && `${tableId}-${idOf(cursorRow)}`}
      onKeyDown={onKeyDown}
      style={{ '--template': template, '--row-height': `${rowHeight}px` }}
    >
      <HeaderRow table={table} selection={selection} rowCount={rows.length} />
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const row = rows[item.index];
          if (!row) return undefined;
          const id = idOf(row);
          return (
            <DataRow
              key={id}
              id={`${tableId}-${id}`}
              rowId={id}
              row={row}
              index={item.index}
              top={item.start}
              columns={visible}
              template={template}
              isSelected={selection?.has(id)}
              isActive={id === activeId}
              isAtCursor={item.index === cursor}
              selection={selection}
              onOpen={onOpen as ((row: object) => void) | undefined}
              onPoint={setCursor}
            />
          );
        })}
      </div>
    </div>
  );
}

// TanStack Table keeps the columns; rows come sorted from a model and are drawn by the row itself.
const noRows: object[] = [];

function toVisibility(hidden: readonly string[] | undefined): Record<string, boolean> {
  return Object.fromEntries((hidden ?? []).map(name => [name, false]));
}
