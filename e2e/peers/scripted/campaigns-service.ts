import type { Campaign, SavedChart } from '../../../contract/campaigns.ts';
import { Failure } from '../../../contract/failure.ts';
import type { CampaignId, RunState } from '../../../contract/runs.ts';
import { RowFeed } from '../../../electron/services/row-feed.ts';
import type { Services } from '../../../electron/services/services.ts';
import { campaignPlans } from './campaign-plans.ts';
import { CampaignScript } from './campaign-script.ts';
import type { CampaignPlan } from './campaigns-data.ts';

const compilerLines = Array.from(
  { length: 31 },
  (_, index) => `g++ -std=c++17 -O2 -fPIC -c src/part-${index}.cc -o out/release/part-${index}.o`,
);

/** The campaigns service over scripts: verbs change states at once. */
export function createScriptedCampaigns(scripts: CampaignScript[]): Services['campaigns'] {
  const all = new RowFeed<Campaign>();
  const charts = new Map<string, SavedChart>([['c1', chartOfEnded()]]);
  const add = (script: CampaignScript) => {
    all.set(script.current);
    void mirror(script, all);
  };
  for (const script of scripts) add(script);
  const find = (id: CampaignId): CampaignScript => {
    const script = scripts.find(candidate => candidate.plan.id === id);
    if (!script || !all.get(id)) throw new Failure('request.not-found', { what: 'campaign', id });
    return script;
  };
  return {
    watch: (_input, signal) => all.watch(signal),
    watchOne: ({ campaignId }, signal) => find(campaignId).campaign.watchRow(campaignId, signal),
    submit: async ({ configuration }) => {
      const plan = planOf(configuration, scripts.length);
      const script = new CampaignScript(plan);
      scripts.push(script);
      add(script);
      script.play(300, 4);
      return { campaignId: plan.id as CampaignId };
    },
    pause: async ({ campaignId }) => find(campaignId).setPhase('paused', { paused: { kind: 'asked' } }),
    resume: async ({ campaignId }) => find(campaignId).setPhase('running'),
    cancel: async ({ campaignId }) => cancel(find(campaignId)),
    retryFailed: async ({ campaignId }) => ({ runs: again(find(campaignId)) }),
    runMissing: async ({ campaignId, dryRun }) => {
      const script = find(campaignId);
      const bad = script.badRows().length;
      if (!dryRun) again(script);
      const reused = script.current.runCount - bad;
      const reasons = [
        { runs: reused, reuse: true, reason: 'an identical run has finished' },
        ...(bad > 0 ? [{ runs: bad, reuse: false, reason: 'it failed' }] : []),
      ];
      return { run: bad, reused, reasons };
    },
    watchFailures: async function* ({ campaignId }, signal) {
      const script = find(campaignId);
      for await (const _campaign of script.campaign.watchRow(campaignId, signal)) yield script.failures();
    },
    watchBuildLog: async function* ({ after }, signal) {
      yield { lines: compilerLines.slice(after), next: compilerLines.length, missed: 0, ended: true };
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    },
    previewDelete: async () => ({
      history: 410_000,
      logs: 2_900_000,
      results: 44_600_000,
      resultFiles: 108,
      sharedBuild: true,
      build: 1_830_000,
    }),
    delete: async ({ campaignId, results }) => {
      find(campaignId).stop();
      all.remove(campaignId);
      return { freed: results ? 47_910_000 : 3_310_000 };
    },
    charts: async () => [...charts.values()],
    saveChart: async ({ chart }) => void charts.set(chart.id, chart),
    deleteChart: async ({ chartId }) => void charts.delete(chartId),
  };
}

function chartOfEnded(): SavedChart {
  const results = [{ name: 'queueLength:timeavg', module: 'MM1.queue' }];
  const axes = { x: 'serviceTime', series: ['interarrivalTime'], where: {}, logX: false, logY: false };
  return {
    id: 'c1',
    title: 'Queue length over service time',
    definition: { kind: 'scalars', results, errorBars: true, ...axes },
  };
}

async function mirror(script: CampaignScript, all: RowFeed<Campaign>): Promise<void> {
  const forever = new AbortController().signal;
  for await (const campaign of script.campaign.watchRow(script.plan.id, forever))
    if (all.get(campaign.id)) all.set(campaign);
}

function planOf(configuration: string, count: number): CampaignPlan {
  const like = campaignPlans.find(plan => plan.configuration === configuration) ?? (campaignPlans[3] as CampaignPlan);
  const stateAt = (): RunState => 'waiting';
  return { ...like, id: `new-${count}`, phase: 'running', age: 0, stateAt, more: {} };
}

function cancel(script: CampaignScript): void {
  const open = [...script.rows.rows()].filter(row => row.state === 'waiting' || row.state === 'running');
  script.setPhase('ended', { endedAt: Date.now() });
  script.setRows(
    open.map(row => row.id),
    'cancelled',
  );
}

function again(script: CampaignScript): number {
  const bad = script.badRows();
  script.setPhase('running');
  script.setRows(bad, 'waiting');
  script.play(300, 4);
  return bad.length;
}
