import { Link } from 'wouter';
import type { Campaign } from '../../../contract/campaigns.ts';
import { localClusterId } from '../../../contract/clusters.ts';
import type { RunState } from '../../../contract/runs.ts';
import type { CampaignPage } from '../../models/campaign/campaign.ts';
import { useCampaign } from '../../models/campaign/use-campaign.ts';
import { fractionDone, isLive } from '../../models/campaign-list.ts';
import { useModel } from '../../models/use-model.ts';
import { usePart } from '../../models/use-part.ts';
import { useApp } from '../../parts/app-context.tsx';
import { Fact, Facts } from '../../parts/facts.tsx';
import { Ago } from '../../parts/moment.tsx';
import { PhaseBadge } from '../../parts/phase-badge.tsx';
import { ScreenHeader } from '../../parts/screen-header.tsx';
import { StateBar } from '../../parts/state-bar.tsx';
import { StateIcon } from '../../parts/state-icon.tsx';
import { useNow } from '../../parts/use-now.ts';
import { describeRunState, explainRunState, runStates } from '../../words/describe-run-end.ts';
import { formatBytes } from '../../words/format-bytes.ts';
import { formatDurationRange } from '../../words/format-duration.ts';
import { formatSpan } from '../../words/format-moment.ts';
import { formatCount, formatPercent } from '../../words/format-number.ts';
import classes from './campaign.module.css';
import { CampaignActions } from './campaign-actions.tsx';
import { FetchingLine } from './fetching-line.tsx';

/** The answer to "how far, how long still, is anything wrong", and what can be done about it. */
export function CampaignHeader({ page }: { page: CampaignPage }) {
  const { name, projectName, createdAt } = useCampaign(page, campaign => ({
    name: campaign.name,
    projectName: campaign.projectName,
    createdAt: campaign.createdAt,
  }));
  return (
    <div className={classes.header}>
      <ScreenHeader
        title={name}
        badge={<Badge page={page} />}
        note={
          <>
            {projectName} · started <Ago moment={createdAt} />
          </>
        }
        actions={<CampaignActions page={page} />}
      />
      <Progress page={page} />
      <div className={classes.factLine}>
        <CampaignFacts page={page} />
      </div>
      <FetchingLine page={page} />
    </div>
  );
}

function Badge({ page }: { page: CampaignPage }) {
  const campaign = useCampaign(page, identity);
  return <PhaseBadge campaign={campaign} />;
}

function Progress({ page }: { page: CampaignPage }) {
  const { counts, runCount } = useCampaign(page, ({ counts, runCount }) => ({ counts, runCount }));
  if (runCount === 0) return undefined;
  return (
    <>
      <div className={classes.bar}>
        <StateBar counts={counts} total={runCount} />
      </div>
      <Legend page={page} counts={counts} />
    </>
  );
}

function identity(campaign: Campaign): Campaign {
  return campaign;
}

/** Counts per state; pressing one shows only those runs. */
function Legend({ page, counts }: { page: CampaignPage; counts: Campaign['counts'] }) {
  const filter = usePart(page.runs, state => state.filter);
  const toggle = (state: RunState) => {
    const isOn = filter.states.includes(state);
    const states = isOn ? filter.states.filter(other => other !== state) : [...filter.states, state];
    page.setFilter({ ...filter, states });
  };
  const shown = runStates.filter(state => counts[state] > 0 || filter.states.includes(state));
  return (
    <fieldset className={classes.legend} aria-label="Runs per state">
      {shown.map(state => (
        <button
          key={state}
          type="button"
          className={classes.count}
          title={explainRunState(state)}
          aria-pressed={filter.states.includes(state)}
          onClick={() => toggle(state)}
        >
          <StateIcon state={state} />
          <strong className="numeric">{formatCount(counts[state])}</strong>
          <span className="dim">{describeRunState(state).toLowerCase()}</span>
        </button>
      ))}
    </fieldset>
  );
}

function CampaignFacts({ page }: { page: CampaignPage }) {
  const campaign = useCampaign(page, identity);
  const { runCount, build, resultBytes } = campaign;
  return (
    <Facts>
      {runCount > 0 && isLive(campaign) && (
        <Fact name="Done" value={`${formatPercent(fractionDone(campaign))} of ${formatCount(runCount)}`} />
      )}
      <Remaining campaign={campaign} />
      <Elapsed campaign={campaign} />
      <Where campaign={campaign} />
      {isLive(campaign) && <Slots campaign={campaign} />}
      {resultBytes > 0 && <Fact name="Results" value={formatBytes(resultBytes)} />}
      {build && <Fact name="Build" value={`${build.label}${build.mode === 'debug' ? ', debug' : ''}`} />}
    </Facts>
  );
}

function Remaining({ campaign }: { campaign: Campaign }) {
  const { phase, remaining } = campaign;
  if (phase !== 'running') return undefined;
  return <Fact name="Left" value={remaining ? formatDurationRange(remaining) : 'not known yet'} />;
}

function Elapsed({ campaign }: { campaign: Campaign }) {
  const now = useNow();
  const { connection } = useApp();
  const { state } = useModel(connection);
  const { startedAt, endedAt } = campaign;
  if (startedAt === undefined) return undefined;
  if (endedAt !== undefined) return <Fact name="Took" value={formatSpan(startedAt, endedAt)} />;
  // While nobody can say whether it still runs, its time stands still.
  return <Fact name="Elapsed" value={formatSpan(startedAt, state.phase === 'reconnecting' ? state.since : now)} />;
}

// This computer needs no word: that is where a campaign runs unless something else was chosen.
function Where({ campaign }: { campaign: Campaign }) {
  const { clusterId } = campaign.request;
  const cluster = useCluster(clusterId);
  if (clusterId === localClusterId) return undefined;
  return (
    <Fact
      name="Runs on"
      value={cluster ? <Link href={`/clusters/${clusterId}`}>{cluster.name}</Link> : 'a swarm that was forgotten'}
    />
  );
}

function useCluster(id: string) {
  const { view } = useModel(useApp().clusters);
  return view.phase === 'live' ? view.value.get(id) : undefined;
}

function Slots({ campaign }: { campaign: Campaign }) {
  const cluster = useCluster(campaign.request.clusterId);
  const isLocal = cluster?.kind === 'local';
  const of = cluster ? ` of ${formatCount(cluster.slots.total)}${isLocal ? ` on ${cluster.name}` : ''}` : '';
  return <Fact name="Slots busy" value={`${formatCount(campaign.slotsBusy)}${of}`} />;
}
