import { Button } from '@mantine/core';
import { IconDatabaseOff, IconRefresh } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Cluster } from '../../../contract/clusters.ts';
import type { SwarmDiskUse } from '../../../contract/swarms.ts';
import type { SwarmPage } from '../../models/swarm/swarm-page.ts';
import { useModel } from '../../models/use-model.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Fact, Facts } from '../../parts/facts.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import screen from '../../parts/screen.module.css';
import { type SimpleColumn, SimpleTable } from '../../parts/simple-table.tsx';
import { takesRuns } from '../../words/describe-cluster.ts';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatPercent } from '../../words/format-number.ts';
import { DeleteThereDialog } from './delete-there-dialog.tsx';
import { NoStack } from './no-stack.tsx';
import classes from './swarm.module.css';

/** A campaign as the swarm keeps it. */
export type KeptCampaign = SwarmDiskUse['campaigns'][number];

/** What the swarm keeps on its manager's disk, and a way to free it. */
export function DiskPart({ page, cluster }: { page: SwarmPage; cluster: Cluster }) {
  const isReady = takesRuns(cluster.state);
  useEffect(() => {
    if (isReady) void page.diskUse.ask({});
  }, [page, isReady]);
  const { phase, answer, failure } = useModel(page.diskUse);
  if (cluster.state.phase === 'bare')
    return (
      <Part>
        <NoStack id={page.id} what="data" />
      </Part>
    );
  return (
    <Part>
      {phase === 'failed' && failure && <FailureNotice failure={failure} onRetry={page.diskUse.retry} />}
      {phase === 'asking' && !answer && <LoadingState what="disk use" />}
      {!isReady && !answer && <NotThere />}
      {answer && <Use page={page} use={answer} isAsking={phase === 'asking'} />}
    </Part>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <div className={classes.part}>{children}</div>;
}

function NotThere() {
  return (
    <EmptyState icon={IconDatabaseOff} title="Its disk cannot be asked now">
      The database that knows is part of the stack; it is asked as soon as it answers.
    </EmptyState>
  );
}

function Use({ page, use, isAsking }: { page: SwarmPage; use: SwarmDiskUse; isAsking: boolean }) {
  const [chosen, setChosen] = useState<KeptCampaign>();
  const campaigns = [...use.campaigns].sort((a, b) => b.bytes - a.bytes);
  return (
    <>
      <section className={`${screen.panel} ${classes.disk}`} aria-label="Total">
        <div className={classes.workHead}>
          <Facts>
            <Fact name="Kept in all" value={formatBytes(use.total)} />
            <Fact name="Compiled programs" value={formatBytes(use.builds)} />
            <Fact name="Sources" value={formatBytes(use.sources)} />
            {use.disk && <Fact name="Free" value={formatBytes(use.disk.total - use.disk.used)} />}
          </Facts>
          <span className={screen.spring} />
          <Button
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={isAsking}
            onClick={() => page.diskUse.retry()}
          >
            Look again
          </Button>
        </div>
        {use.disk && <DiskBar total={use.total} disk={use.disk} />}
      </section>
      {campaigns.length === 0 ? (
        <EmptyState icon={IconDatabaseOff} title="It keeps no campaigns">
          Campaigns that are given to it appear here with what they take.
        </EmptyState>
      ) : (
        <div className={screen.panel}>
          <SimpleTable
            label="Campaigns on the swarm"
            columns={toColumns(setChosen)}
            rows={campaigns}
            idOf={({ campaignId }) => campaignId}
          />
        </div>
      )}
      {chosen && <DeleteThereDialog page={page} campaign={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function DiskBar({ total, disk }: { total: number; disk: NonNullable<SwarmDiskUse['disk']> }) {
  const ours = Math.min(1, total / disk.total);
  const others = Math.max(0, Math.min(1, disk.used / disk.total) - ours);
  const sentence = `Of the disk's ${formatBytes(disk.total)}: ${formatPercent(ours)} by campaigns, ${formatPercent(others)} by others`;
  return (
    <>
      <div className={classes.diskBar} role="img" aria-label={sentence}>
        <span data-part="ours" style={{ width: `${ours * 100}%` }} />
        <span data-part="others" style={{ width: `${others * 100}%` }} />
      </div>
      <span className="dim" aria-hidden>
        {sentence}
      </span>
    </>
  );
}

function toColumns(choose: (campaign: KeptCampaign) => void): SimpleColumn<KeptCampaign>[] {
  return [
    { header: 'Campaign', cell: campaign => <Name campaign={campaign} /> },
    { header: 'Size', align: 'end', cell: ({ bytes }) => formatBytes(bytes) },
    {
      header: 'Remove',
      align: 'end',
      cell: campaign => (
        <Button size="compact-xs" onClick={() => choose(campaign)}>
          Delete there… <span className="only-heard">{campaign.name}</span>
        </Button>
      ),
    },
  ];
}

function Name({ campaign: { campaignId, name, known } }: { campaign: KeptCampaign }) {
  if (known) return <Link href={`/campaigns/${campaignId.replace(/\.\d+$/, '')}`}>{name}</Link>;
  return (
    <>
      <span className="mono">{name}</span>
      <span className={classes.note}>not known on this computer: somebody else’s, or deleted here</span>
    </>
  );
}
