import type { VirtualItem } from '@tanstack/react-virtual';
import type { MapAxes } from '../../../models/campaign/parameter-map.ts';
import classes from './map.module.css';

const widthOfText = 46;

/** The values of the variable that lies across; where cells are narrow, only some are written. */
export function MapHead({
  axes,
  xs,
  columns,
  size,
}: {
  axes: MapAxes;
  xs: readonly string[];
  columns: readonly VirtualItem[];
  size: number;
}) {
  const every = Math.ceil(widthOfText / size);
  return (
    <div role="rowgroup" className={classes.heads}>
      <div role="row" aria-rowindex={1} className={classes.headRow}>
        <div role="columnheader" aria-colindex={1} className={classes.corner}>
          <span className="truncate">{axes.y ?? 'point'}</span>
        </div>
        <span className={classes.across} aria-hidden>
          {axes.x}
        </span>
        {columns.map(({ index, start }) => (
          <div
            key={index}
            role="columnheader"
            aria-colindex={index + 2}
            className={classes.columnHead}
            style={{ transform: `translateX(${start}px)` }}
            data-wide={every > 1 || undefined}
          >
            {index % every === 0 ? xs[index] : <span className="only-heard">{xs[index]}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
