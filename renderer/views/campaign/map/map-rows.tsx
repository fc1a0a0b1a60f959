import type { VirtualItem } from '@tanstack/react-virtual';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import type { MapAxes } from '../../../models/campaign/parameter-map.ts';
import { useModel } from '../../../models/use-model.ts';
import { usePart } from '../../../models/use-part.ts';
import classes from './map.module.css';
import { MapCellView } from './map-cell.tsx';
import type { Place } from './use-place.ts';

interface Props {
  readonly page: CampaignPage;
  readonly axes: MapAxes;
  readonly xs: readonly string[];
  readonly ys: readonly string[];
  readonly sight: { readonly columns: readonly VirtualItem[]; readonly rows: readonly VirtualItem[] };
  readonly size: number;
  readonly gridId: string;
  readonly place: Place | undefined;
  readonly onPoint: (place: Place) => void;
  readonly onOpen: (place: Place) => void;
}

/** The rows of the map that are in sight. */
export function MapRows({ page, axes, xs, ys, sight, size, gridId, place, onPoint, onOpen }: Props) {
  useModel(page.map);
  const filter = usePart(page.runs, state => state.filter);
  const { chosen, range } = useModel(page.values);
  const accepted = { x: filter.values[axes.x], y: axes.y === undefined ? undefined : filter.values[axes.y] };
  const isShown = (x: string, y: string) =>
    accepted.x?.includes(x) === true && (axes.y === undefined || accepted.y?.includes(y) === true);
  return sight.rows.map(({ index: row, start }) => {
    const y = ys[row] ?? '';
    return (
      <div key={row} role="row" aria-rowindex={row + 2} className={classes.row} style={{ top: start }}>
        <div role="rowheader" aria-colindex={1} className={classes.rowHead} title={y}>
          <span className="truncate">{axes.y === undefined ? 'runs' : y}</span>
        </div>
        {sight.columns.map(({ index: column, start: left }) => {
          const x = xs[column] ?? '';
          return (
            <MapCellView
              key={column}
              id={`${gridId}-${column}-${row}`}
              column={column}
              row={row}
              left={left}
              width={size}
              cell={page.map.cell(x, y)}
              estimate={chosen && page.values.value(x, y)}
              range={chosen && range}
              isAt={place?.column === column && place.row === row}
              isShown={isShown(x, y)}
              onPoint={onPoint}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    );
  });
}
