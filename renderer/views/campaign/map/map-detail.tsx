import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import type { MapAxes } from '../../../models/campaign/parameter-map.ts';
import { useModel } from '../../../models/use-model.ts';
import { describeCell } from '../../../words/describe-cell.ts';
import classes from './map.module.css';

/** One line about the point under the pointer or the cursor, always in the same place. */
export function MapDetail({
  page,
  axes,
  at,
}: {
  page: CampaignPage;
  axes: MapAxes;
  at: { x: string; y: string } | undefined;
}) {
  useModel(page.map);
  const { chosen, unit } = useModel(page.values);
  const cell = at && page.map.cell(at.x, at.y);
  if (!at || !cell)
    return <p className={`${classes.detail} dim`}>Point at a cell to read it, click it to see its runs.</p>;
  const point =
    axes.y === undefined
      ? [[axes.x, at.x]]
      : [
          [axes.x, at.x],
          [axes.y, at.y],
        ];
  return (
    <p className={classes.detail}>
      {point.map(([name, value]) => (
        <span key={name} className="mono">
          {name} = {value}
        </span>
      ))}
      <span>{describeCell(cell, chosen && page.values.value(at.x, at.y), chosen?.name, unit)}</span>
    </p>
  );
}
