import type { Campaign } from '../../../contract/campaigns.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { Log } from '../../models/log.ts';
import { useModel, useOpened } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { Fact, Facts } from '../../parts/facts.tsx';
import { LogView } from '../../parts/log-view/log-view.tsx';
import screen from '../../parts/screen.module.css';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatDuration } from '../../words/format-duration.ts';
import classes from './campaign.module.css';

/** How the project was compiled: which source, how long, and every line of the compiler. */
export function BuildTab({ page }: { page: CampaignPage }) {
  const { connection } = useApp();
  const campaignId = page.id;
  const build = useCampaign(page, campaign => campaign.build);
  const log = useOpened(
    () =>
      new Log(connection, (client, after, signal) =>
        client.campaigns.watchBuildLog({ campaignId, ...(after !== undefined && { after }) }, signal),
      ),
    campaignId,
  );
  const state = useModel(log);
  return (
    <div className={classes.work}>
      {build && <BuildFacts build={build} />}
      <div className={`${screen.panel} ${classes.table}`}>
        <LogView log={state} label="Compiler output" onRetry={log.retry} emptyText="The compiler printed nothing." />
      </div>
    </div>
  );
}

function BuildFacts({ build }: { build: NonNullable<Campaign['build']> }) {
  const facts = [
    ['Source', build.label],
    ['Mode', build.mode],
    ['Compiled', build.reused ? 'before, and reused' : `in ${formatDuration(build.seconds)}`],
    ['Size', formatBytes(build.size)],
  ] as const;
  return (
    <Facts>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </Facts>
  );
}
