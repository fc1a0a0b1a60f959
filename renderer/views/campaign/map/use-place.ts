import { type KeyboardEvent, useState } from 'react';

/** A cell of the map by its place. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

const steps: Readonly<Record<string, Place>> = {
  ArrowRight: { column: 1, row: 0 },
  ArrowLeft: { column: -1, row: 0 },
  ArrowDown: { column: 0, row: 1 },
  ArrowUp: { column: 0, row: -1 },
  PageDown: { column: 0, row: 8 },
  PageUp: { column: 0, row: -8 },
  Home: { column: Number.NEGATIVE_INFINITY, row: 0 },
  End: { column: Number.POSITIVE_INFINITY, row: 0 },
};

/** Walks the map with the keyboard. */
export function usePlace(columns: number, rows: number, reveal: (place: Place) => void, open: (place: Place) => void) {
  const [place, setPlace] = useState<Place>();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step) {
      const next = {
        column: within((place?.column ?? 0) + (place ? step.column : 0), columns),
        row: within((place?.row ?? 0) + (place ? step.row : 0), rows),
      };
      setPlace(next);
      reveal(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && place) open(place);
    else return;
    event.preventDefault();
  };
  return { place, setPlace, onKeyDown };
}

function within(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
