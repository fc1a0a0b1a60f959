import { useMemo } from 'react';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import type { MapAxes, MapCell } from '../../../models/campaign/parameter-map.ts';
import { useModel } from '../../../models/use-model.ts';
import type { Column } from '../../../parts/data-table/columns.ts';
import { DataTable } from '../../../parts/data-table/data-table.tsx';
import { doneOf } from '../../../words/describe-cell.ts';
import { formatEstimate } from '../../../words/format-number.ts';
import classes from './map.module.css';

/** The map's points as rows of a plain table: the same for those who cannot see or do not like cells. */
export function MapTable({ page, axes }: { page: CampaignPage; axes: MapAxes }) {
  const { version, dimensions } = useModel(page.map);
  const { values, chosen } = useModel(page.values);
  const columns = useMemo(() => toColumns(page, axes, chosen?.name, values), [page, axes, chosen, values]);
  // The version says that cells changed.
  const cells = useMemo(() => inOrder(page, axes, dimensions), [page, axes, dimensions, version]);
  return (
    <div className={classes.tableFrame} style={{ height: Math.min(cells.length, 8) * 28 + 36 }}>
      <DataTable
        label="Points of the parameter space"
        columns={columns}
        rows={cells}
        idOf={toId}
        rowHeight={28}
        onOpen={({ x, y }) => page.showPoint({ [axes.x]: [x], ...(axes.y !== undefined && { [axes.y]: [y] }) })}
      />
    </div>
  );
}

function toId({ x, y }: MapCell): string {
  return `${x} ${y}`;
}

function inOrder(
  page: CampaignPage,
  axes: MapAxes,
  dimensions: ReadonlyArray<{ name: string; values: readonly string[] }>,
) {
  const placesOf = (name: string | undefined) =>
    new Map(
      (dimensions.find(dimension => dimension.name === name)?.values ?? []).map((value, index) => [value, index]),
    );
  const [xs, ys] = [placesOf(axes.x), placesOf(axes.y)];
  return page.map
    .cells()
    .sort((a, b) => (xs.get(a.x) ?? 0) - (xs.get(b.x) ?? 0) || (ys.get(a.y) ?? 0) - (ys.get(b.y) ?? 0));
}

function toColumns(
  page: CampaignPage,
  axes: MapAxes,
  scalar: string | undefined,
  _values: unknown,
): ReadonlyArray<Column<MapCell>> {
  const count = (id: string, header: string, of: (cell: MapCell) => number): Column<MapCell> => ({
    id,
    header,
    width: 90,
    align: 'end',
    cell: cell => of(cell) || '',
  });
  const estimateOf = (cell: MapCell) => {
    const estimate = page.values.value(cell.x, cell.y);
    return (
      estimate && formatEstimate(estimate.mean, estimate.high === undefined ? undefined : estimate.high - estimate.mean)
    );
  };
  return [
    { id: 'x', header: axes.x, width: 130, grows: true, cell: cell => cell.x },
    ...(axes.y === undefined
      ? []
      : [{ id: 'y', header: axes.y, width: 130, grows: true, cell: (cell: MapCell) => cell.y }]),
    count('total', 'Runs', cell => cell.total),
    count('done', 'With results', doneOf),
    count('running', 'Running', cell => cell.counts.running),
    count('waiting', 'Waiting', cell => cell.counts.waiting),
    count('failed', 'Failed', cell => cell.counts.failed + cell.counts.interrupted),
    ...(scalar === undefined
      ? []
      : [{ id: 'value', header: scalar, width: 170, align: 'end' as const, cell: estimateOf }]),
  ];
}
