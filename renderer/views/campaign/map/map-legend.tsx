import type { RunState } from '../../../../contract/runs.ts';
import type { CampaignPage } from '../../../models/campaign/campaign.ts';
import { useModel } from '../../../models/use-model.ts';
import { lookOfCell } from '../../../words/describe-cell.ts';
import { describeRunState } from '../../../words/describe-run-end.ts';
import { formatWithUnit } from '../../../words/format-number.ts';
import classes from './map.module.css';

/** What the colours of the map mean. */
export function MapLegend({ page }: { page: CampaignPage }) {
  useModel(page.map);
  const { chosen, range, unit, failure } = useModel(page.values);
  if (chosen && failure) return <p className={classes.legend}>Its values cannot be read now.</p>;
  if (chosen && range)
    return (
      <p className={classes.legend}>
        <span className="numeric">{formatWithUnit(range.low, unit)}</span>
        <span className={classes.ramp} aria-hidden />
        <span className="numeric">{formatWithUnit(range.high, unit)}</span>
        <span className="dim">mean over repetitions, with 95 % confidence interval when pointed at</span>
      </p>
    );
  if (chosen) return <p className={`${classes.legend} dim`}>No run with this result has ended yet.</p>;
  const looks = [...new Set(page.map.cells().map(lookOfCell))] as RunState[];
  return (
    <p className={classes.legend}>
      {looks.map(look => (
        <span key={look} className={classes.key}>
          <span className={classes.swatch} data-look={look} aria-hidden />
          {describeRunState(look)}
        </span>
      ))}
      <span className="dim">a cell shows runs with results of all its runs</span>
    </p>
  );
}
