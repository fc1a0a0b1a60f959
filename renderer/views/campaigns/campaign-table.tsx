import { Link } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { fractionDone, isLive } from '../../models/campaign-list.ts';
import { Ago } from '../../parts/moment.tsx';
import { PhaseDot } from '../../parts/phase-dot.tsx';
import screen from '../../parts/screen.module.css';
import { StateBar } from '../../parts/state-bar.tsx';
import { describePhase } from '../../words/describe-campaign.ts';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatDurationRange } from '../../words/format-duration.ts';
import { formatSpan } from '../../words/format-moment.ts';
import { formatCount, formatPercent } from '../../words/format-number.ts';
import classes from './campaign-table.module.css';

/** Campaigns as rows: what, how far, when, how much. */
export function CampaignTable({ campaigns }: { campaigns: readonly Campaign[] }) {
  return (
    <div className={`${screen.panel} ${classes.frame}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Campaign</th>
            <th scope="col">State</th>
            <th scope="col">Runs</th>
            <th scope="col">Started</th>
            <th scope="col" className={classes.right}>
              Took
            </th>
            <th scope="col" className={classes.right}>
              Results
            </th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map(campaign => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { counts, runCount, createdAt, resultBytes } = campaign;
  return (
    <tr>
      <th scope="row" className={classes.name}>
        <Link href={`/campaigns/${campaign.id}`}>{campaign.name}</Link>
        <span className={`${classes.project} truncate`}>{campaign.projectName}</span>
      </th>
      <td className={classes.state}>
        <span className={classes.phase}>
          <PhaseDot campaign={campaign} />
          <span aria-hidden>{describePhase(campaign)}</span>
        </span>
      </td>
      <td className={classes.runs}>
        {runCount > 0 && (
          <span className={classes.progress}>
            <StateBar counts={counts} total={runCount} isThin />
            <span className="numeric dim">{runsText(campaign)}</span>
          </span>
        )}
      </td>
      <td className="dim">
        <Ago moment={createdAt} />
      </td>
      <td className={`${classes.right} numeric`}>{timeText(campaign)}</td>
      <td className={`${classes.right} numeric`}>{resultBytes > 0 ? formatBytes(resultBytes) : '–'}</td>
    </tr>
  );
}

function runsText(campaign: Campaign): string {
  const all = formatCount(campaign.runCount);
  return isLive(campaign) ? `${formatPercent(fractionDone(campaign))} of ${all}` : `${all} runs`;
}

function timeText({ startedAt, endedAt, remaining, phase }: Campaign): string {
  if (startedAt !== undefined && endedAt !== undefined) return formatSpan(startedAt, endedAt);
  return phase === 'running' && remaining ? `${formatDurationRange(remaining)} left` : '–';
}
