import { memo } from 'react';
import type { Estimate } from '../../../../contract/results.ts';
import type { MapCell } from '../../../models/campaign/parameter-map.ts';
import { describeCell, doneOf, lookOfCell } from '../../../words/describe-cell.ts';
import { formatValue } from '../../../words/format-number.ts';
import classes from './map.module.css';
import type { Place } from './use-place.ts';

interface Props {
  readonly id: string;
  readonly column: number;
  readonly row: number;
  readonly left: number;
  readonly width: number;
  readonly cell: MapCell | undefined;
  /** The value of the chosen scalar here; without one the state is shown. */
  readonly estimate: Estimate | undefined;
  readonly range: { readonly low: number; readonly high: number } | undefined;
  readonly isAt: boolean;
  readonly isShown: boolean;
  readonly onPoint: (place: Place) => void;
  readonly onOpen: (place: Place) => void;
}

const widthOfLetter = 7.2;
const widthAroundText = 8;

/** One point of the map: coloured by the state of its runs, or by the value they came to. */
export const MapCellView = memo(function MapCellView(props: Props) {
  const { id, column, row, left, width, cell, estimate, range, isAt, isShown, onPoint, onOpen } = props;
  const style = { transform: `translateX(${left}px)` };
  if (!cell) return <div id={id} role="gridcell" aria-colindex={column + 2} className={classes.absent} style={style} />;
  const text = textOf(cell, estimate, range);
  const heat = estimate && range ? toHeat(estimate.mean, range) : undefined;
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={column + 2}
      aria-selected={isShown}
      className={classes.cell}
      data-look={range ? undefined : lookOfCell(cell)}
      data-mixed={(cell.counts.failed > 0 && !range) || undefined}
      data-at={isAt || undefined}
      style={heat === undefined ? style : { ...style, '--heat': `${heat}%` }}
      data-heat={heat !== undefined || undefined}
      onMouseEnter={() => onPoint({ column, row })}
      onClick={() => onOpen({ column, row })}
    >
      <span className="only-heard">{describeCell(cell, estimate)}</span>
      <span className={classes.face} aria-hidden>
        {width >= lettersOf(cell, range, text) * widthOfLetter + widthAroundText && text}
      </span>
    </div>
  );
});

function textOf(cell: MapCell, estimate: Estimate | undefined, range: Props['range']): string {
  if (range) return estimate ? formatValue(estimate.mean, 3) : '';
  return `${doneOf(cell)}/${cell.total}`;
}

// Cells of one size tell the same: all of them their counts, or none.
function lettersOf({ total }: MapCell, range: Props['range'], text: string): number {
  return range ? text.length : 2 * String(total).length + 1;
}

function toHeat(value: number, { low, high }: NonNullable<Props['range']>): number {
  if (high <= low) return 40;
  return Math.round(8 + (56 * (value - low)) / (high - low));
}
