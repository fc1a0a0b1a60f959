import type { Column } from '@tanstack/react-table';
import { type MouseEvent, memo, type ReactNode } from 'react';
import type { Features } from './columns.ts';
import classes from './data-table.module.css';
import type { Selection } from './data-table.tsx';

interface Props {
  readonly id: string;
  readonly rowId: string;
  readonly row: object;
  readonly index: number;
  readonly top: number;
  readonly columns: ReadonlyArray<Column<Features, object>>;
  /** Columns were resized or hidden. */
  readonly template: string;
  readonly isSelected: boolean | undefined;
  readonly isActive: boolean;
  readonly isAtCursor: boolean;
  readonly selection: Selection | undefined;
  readonly onOpen: ((row: object) => void) | undefined;
  readonly onPoint: (index: number) => void;
}

/** One row of a table; drawn anew only when it, its place or its look changed. */
export const DataRow = memo(
  function DataRow({
    id,
    rowId,
    row,
    index,
    top,
    columns,
    isSelected,
    isActive,
    isAtCursor,
    selection,
    onOpen,
    onPoint,
  }: Props) {
    const point = (event: MouseEvent) => {
      onPoint(index);
      if (!selection || !(event.shiftKey || event.ctrlKey || event.metaKey)) return onOpen?.(row);
      if (event.shiftKey) selection.extendTo(rowId);
      else selection.toggle(rowId);
    };
    return (
      <div
        id={id}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={selection ? isSelected === true : undefined}
        className={classes.row}
        data-active={isActive || undefined}
        data-cursor={isAtCursor || undefined}
        data-openable={onOpen !== undefined || undefined}
        style={{ top }}
        onClick={point}
      >
        {selection && <SelectCell isSelected={isSelected === true} onToggle={() => selection.toggle(rowId)} />}
        {columns.map(column => (
          <div key={column.id} role="gridcell" className={classes.cell} data-align={column.columnDef.meta?.align}>
            {column.columnDef.meta?.cell(row) as ReactNode}
          </div>
        ))}
      </div>
    );
  },
  (before, now) =>
    before.row === now.row &&
    before.top === now.top &&
    before.index === now.index &&
    before.columns === now.columns &&
    before.template === now.template &&
    before.isSelected === now.isSelected &&
    before.isActive === now.isActive &&
    before.isAtCursor === now.isAtCursor,
);

function SelectCell({ isSelected, onToggle }: { isSelected: boolean; onToggle: () => void }) {
  const toggle = (event: MouseEvent) => {
    event.stopPropagation();
    onToggle();
  };
  return (
    <div role="gridcell" className={classes.select} onClick={toggle}>
      <span className={classes.box} data-checked={isSelected || undefined} aria-hidden />
    </div>
  );
}
