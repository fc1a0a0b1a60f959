import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Header, ReactTable } from '@tanstack/react-table';
import type { Features } from './columns.ts';
import classes from './data-table.module.css';
import type { Selection } from './data-table.tsx';

/** The heads of a table's columns: sort by pressing, resize by pulling the edge. */
export function HeaderRow({
  table,
  selection,
  rowCount,
}: {
  table: ReactTable<Features, object>;
  selection: Selection | undefined;
  rowCount: number;
}) {
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.headRow} aria-rowindex={1}>
        {selection && <SelectAll selection={selection} rowCount={rowCount} />}
        {headers.map(header => (
          <HeadCell key={header.id} header={header} />
        ))}
      </div>
    </div>
  );
}

function HeadCell({ header }: { header: Header<Features, object> }) {
  const { column } = header;
  const sorted = column.getIsSorted();
  const title = String(column.columnDef.header);
  const ariaSort = sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none';
  return (
    <div
      role="columnheader"
      className={classes.headCell}
      data-align={column.columnDef.meta?.align}
      aria-sort={column.getCanSort() ? ariaSort : undefined}
    >
      {column.getCanSort() ? (
        <button type="button" className={classes.sort} onClick={column.getToggleSortingHandler()}>
          <span className="truncate">{title}</span>
          {sorted === 'asc' && <IconArrowUp size={13} aria-hidden />}
          {sorted === 'desc' && <IconArrowDown size={13} aria-hidden />}
        </button>
      ) : (
        <span className="truncate">{title}</span>
      )}
      <span
        className={classes.grip}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        onDoubleClick={() => column.resetSize()}
      />
    </div>
  );
}

function SelectAll({ selection, rowCount }: { selection: Selection; rowCount: number }) {
  const look = selection.count === 0 ? undefined : selection.count >= rowCount ? 'all' : 'some';
  return (
    <div role="columnheader" className={classes.select}>
      <button
        type="button"
        className={classes.box}
        data-checked={look === 'all' || undefined}
        data-partly={look === 'some' || undefined}
        aria-label={look === 'all' ? 'Select none' : 'Select all'}
        onClick={selection.toggleAll}
      />
    </div>
  );
}
