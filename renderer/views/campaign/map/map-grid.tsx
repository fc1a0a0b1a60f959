import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useId, useLayoutEffect, useRef } from 'react';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import type { MapAxes } from '../../../models/campaign/parameter-map.ts';
import { usePart } from '../../../models/use-part.ts';
import classes from './map.module.css';
import { MapDetail } from './map-detail.tsx';
import { MapHead } from './map-head.tsx';
import { MapRows } from './map-rows.tsx';
import { type Place, usePlace } from './use-place.ts';

const rowHeight = 30;
const headsHeight = 42;
const rowsInSight = 9;
const leastCellWidth = 18;
const mostCellWidth = 112;

/** The cells of the map. Walked with the arrow keys; Enter or a click shows a point's runs below. */
export function MapGrid({ page, axes }: { page: CampaignPage; axes: MapAxes }) {
  const dimensions = usePart(page.map, state => state.dimensions);
  const { ref, width } = useElementSize();
  const scroller = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const valuesOf = (name: string | undefined) => dimensions.find(dimension => dimension.name === name)?.values ?? [''];
  const [xs, ys] = [valuesOf(axes.x), valuesOf(axes.y)];
  const headerWidth = toHeaderWidth([axes.y ?? 'point', ...ys]);
  const size = Math.min(mostCellWidth, Math.max(leastCellWidth, Math.floor((width - headerWidth - 2) / xs.length)));
  const { columns, rows } = useSight(scroller, xs.length, ys.length, size);
  const open = ({ column, row }: Place) => page.showPoint(toValues(axes, xs[column] ?? '', ys[row] ?? ''));
  const reveal = ({ column, row }: Place) => {
    columns.scrollToIndex(column);
    rows.scrollToIndex(row);
  };
  const { place, setPlace, onKeyDown } = usePlace(xs.length, ys.length, reveal, open);
  const sight = { columns: columns.getVirtualItems(), rows: rows.getVirtualItems() };
  return (
    <div className={classes.map}>
      <div ref={ref} />
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        className={classes.scroller}
        aria-label={`Map of ${axes.x}${axes.y === undefined ? '' : ` and ${axes.y}`}`}
        aria-rowcount={ys.length + 1}
        aria-colcount={xs.length + 1}
        aria-activedescendant={place && `${gridId}-${place.column}-${place.row}`}
        style={{
          maxHeight: `min(${Math.min(ys.length, rowsInSight) * rowHeight + 56}px, 36vh)`,
          '--cell': `${size}px`,
          '--head': `${headerWidth}px`,
        }}
        onKeyDown={onKeyDown}
        onFocus={() => setPlace(present => present ?? { column: 0, row: 0 })}
      >
        <div className={classes.plane} style={{ width: headerWidth + columns.getTotalSize() }}>
          <MapHead axes={axes} xs={xs} columns={sight.columns} size={size} />
          <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize() }}>
            <MapRows
              page={page}
              axes={axes}
              xs={xs}
              ys={ys}
              sight={sight}
              size={size}
              gridId={gridId}
              place={place}
              onPoint={setPlace}
              onOpen={open}
            />
          </div>
        </div>
      </div>
      <MapDetail page={page} axes={axes} at={place && { x: xs[place.column] ?? '', y: ys[place.row] ?? '' }} />
    </div>
  );
}

const letterWidth = 7.4;

// As wide as what stands in it, within reason.
function toHeaderWidth(texts: readonly string[]): number {
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  return Math.round(Math.min(190, Math.max(64, longest * letterWidth + 16)));
}

// Ten thousand points are only drawn where they are in sight.
function useSight(scroller: React.RefObject<HTMLDivElement | null>, xs: number, ys: number, size: number) {
  const rows = useVirtualizer({
    count: ys,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollPaddingEnd: headsHeight,
    useFlushSync: false,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: xs,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: 10,
    useFlushSync: false,
  });
  // Measured again because the size of a cell changed.
  useLayoutEffect(() => columns.measure(), [columns, size]);
  return { rows, columns };
}

function toValues(axes: MapAxes, x: string, y: string): Record<string, string[]> {
  const slices = Object.fromEntries(Object.entries(axes.slices).map(([name, value]) => [name, [value]]));
  return { ...slices, [axes.x]: [x], ...(axes.y !== undefined && { [axes.y]: [y] }) };
}
