import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Selection } from './data-table.tsx';

/** What the keyboard needs to know of a table. */
export interface RowKeys<Row> {
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly selection?: Selection | undefined;
  /** The row whose details are open beside the table. */
  readonly activeId?: string | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
}

const pageOfRows = 12;
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  k: -1,
  PageDown: pageOfRows,
  PageUp: -pageOfRows,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Walks a table's rows with the keyboard: a cursor that stays on its row while rows come and go. */
export function useRowKeys<Row>(
  { rows, idOf, selection, activeId, onOpen }: RowKeys<Row>,
  reveal: (index: number) => void,
  height: number | undefined,
) {
  const [cursorId, setCursorId] = useState<string>();
  const at = cursorId ?? activeId;
  const found = at === undefined ? -1 : rows.findIndex(row => idOf(row) === at);
  const cursor = found < 0 ? undefined : found;
  useRevealed(activeId === undefined ? undefined : cursor, reveal, `${activeId} ${height}`);
  const setCursor = (index: number) => {
    const row = rows[index];
    if (row) setCursorId(idOf(row));
  };
  const moveTo = (index: number, isExtending: boolean) => {
    const row = rows[index];
    if (!row) return;
    setCursor(index);
    reveal(index);
    if (isExtending) selection?.extendTo(idOf(row));
    // Details that are open follow the cursor, so that rows can be leafed through.
    if (activeId !== undefined) onOpen?.(row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    const row = cursor === undefined ? undefined : rows[cursor];
    if (step !== undefined) {
      const next = cursor === undefined ? 0 : Math.min(rows.length - 1, Math.max(0, cursor + step));
      moveTo(next, event.shiftKey);
    } else if (event.key === ' ' && row && selection) selection.toggle(idOf(row));
    else if (event.key === 'Enter' && row) onOpen?.(row);
    else return;
    event.preventDefault();
  };
  return { cursor, onKeyDown, setCursor };
}

// A row that was opened by its address may be far out of sight; one that was in sight stays there when the table shrinks.
function useRevealed(index: number | undefined, reveal: (index: number) => void, occasion: string): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (index === undefined || last.current === occasion) return;
    last.current = occasion;
    reveal(index);
  }, [index, reveal, occasion]);
}
