import type { Cluster } from '../../contract/clusters.ts';
import { Failure } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import type { Settings } from '../../contract/settings.ts';
import { RowFeed } from '../../electron/services/row-feed.ts';
import type { Services } from '../../electron/services/services.ts';
import { campaignPlans, hugePlan } from './scripted/campaign-plans.ts';
import { CampaignScript } from './scripted/campaign-script.ts';
import { createScriptedCampaigns } from './scripted/campaigns-service.ts';
import { createScriptedProjects } from './scripted/projects-script.ts';
import { createScriptedResults } from './scripted/results-script.ts';
import { createScriptedRuns } from './scripted/runs-service.ts';
import { swarmCampaignPlans } from './scripted/swarm-campaigns.ts';
import { type SwarmPlan, swarmPlans } from './scripted/swarm-plans.ts';
import { createScriptedSwarms } from './scripted/swarms-script.ts';

/** The situations a page must be able to show. */
export type Scenario = 'empty' | 'loading' | 'failed' | 'lived-in' | 'huge' | 'swarms';

export interface ScriptedOptions {
  readonly scenario: Scenario;
  /** Whether live campaigns go on by themselves. */
  readonly playing?: boolean;
  /** Rows that change at each of fifty steps a second in `huge`. */
  readonly changes?: number;
  readonly built?: boolean;
  readonly buildFails?: boolean;
  readonly keepsCompiling?: boolean;
  /** Samples in every vector. */
  readonly samples?: number;
}

const computer: Cluster = {
  id: 'local' as Cluster['id'],
  kind: 'local',
  name: 'This computer',
  state: { phase: 'ready' },
  slots: { total: 7, busy: 4 },
  nodes: 1,
  cores: 8,
  memory: { total: 16_600_000_000, available: 9_200_000_000 },
  platform: 'Linux x64',
  waitingRuns: 183,
};

/** Services without anything behind them, for pictures of every state and for measuring the page. Test equipment. */
export function createScriptedServices(options: ScriptedOptions): {
  services: Services;
  scripts: CampaignScript[];
  close(): void;
} {
  if (options.scenario === 'loading')
    return { services: answerAll(() => new Promise(() => undefined)), scripts: [], close };
  if (options.scenario === 'failed') return { services: answerAll(fail), scripts: [], close };
  const scripts = openScripts(options);
  const find = (id: string) => scripts.find(script => script.plan.id === id);
  const plans = plansOf(options.scenario);
  const isNew = options.scenario === 'empty';
  const here = isNew ? { ...computer, slots: { total: 7, busy: 0 }, waitingRuns: 0 } : computer;
  const clusters = new RowFeed<Cluster>([here, ...plans.map(({ cluster }) => cluster)]);
  const swarms = createScriptedSwarms(plans, clusters);
  const services: Services = {
    clusters: scriptClusters(clusters),
    swarms: swarms.service,
    projects: createScriptedProjects({
      built: options.built ?? true,
      buildFails: options.buildFails ?? false,
      keepsCompiling: options.keepsCompiling ?? false,
    }),
    campaigns: createScriptedCampaigns(scripts),
    runs: createScriptedRuns(scripts),
    results: createScriptedResults(id => find(id)?.plan, options.samples),
    settings: scriptSettings(),
    health: scriptHealth(),
  };
  const stop = () => {
    stopAll(scripts);
    swarms.close();
  };
  return { services, scripts, close: stop };
}

function close(): void {}

function stopAll(scripts: readonly CampaignScript[]): void {
  for (const script of scripts) script.stop();
}

function plansOf(scenario: Scenario): readonly SwarmPlan[] {
  if (scenario === 'empty') return [];
  return scenario === 'swarms' ? swarmPlans : swarmPlans.filter(({ cluster }) => ['lab', 'lost'].includes(cluster.id));
}

function openScripts({ scenario, playing, changes = 20 }: ScriptedOptions): CampaignScript[] {
  if (scenario === 'empty') return [];
  if (scenario === 'huge') {
    const script = new CampaignScript(hugePlan, 4);
    if (playing) script.play(20, changes);
    return [script];
  }
  const plans = scenario === 'swarms' ? [...swarmCampaignPlans, ...campaignPlans.slice(3, 5)] : campaignPlans;
  const scripts = plans.map(plan => new CampaignScript(plan));
  if (playing) for (const script of scripts) script.play(500, 4);
  return scripts;
}

function answerAll(answer: () => Promise<never>): Services {
  const watchAlike = () => ({ [Symbol.asyncIterator]: () => ({ next: answer }) });
  return Object.fromEntries(
    Object.entries(contract).map(([noun, procedures]) => [
      noun,
      Object.fromEntries(
        Object.keys(procedures).map(name => [name, /^watch|^build$|^copy$|^export$/.test(name) ? watchAlike : answer]),
      ),
    ]),
  ) as unknown as Services;
}

function fail(): Promise<never> {
  return Promise.reject(
    new Failure(
      'file.not-readable',
      { path: '/home/ada/.local/share/simswarm/history.sqlite', problem: 'EIO' },
      new Error('EIO: i/o error, read'),
    ),
  );
}

function scriptClusters(feed: RowFeed<Cluster>): Services['clusters'] {
  return {
    watch: (_input, signal) => feed.watch(signal),
    setSlots: async ({ clusterId, slots }) => {
      const cluster = feed.get(clusterId);
      if (!cluster) throw new Failure('request.not-found', { what: 'cluster', id: clusterId });
      feed.set({ ...cluster, slots: { ...cluster.slots, total: slots ?? cluster.cores - 1 } });
    },
  };
}

function scriptSettings(): Services['settings'] {
  const id = 'settings';
  const feed = new RowFeed<Settings & { id: string }>([
    { id, theme: 'system', limits: {}, graceSeconds: 5, pauseAfterSameFailures: 5, notifications: true },
  ]);
  const read = (): Settings => {
    const { id: _id, ...settings } = feed.get(id) as Settings & { id: string };
    return settings;
  };
  return {
    watch: async function* (_input, signal) {
      for await (const _row of feed.watchRow(id, signal)) yield read();
    },
    change: async part => {
      feed.set({ ...read(), ...(part as Partial<Settings>), id });
      return read();
    },
    storage: async () => ({
      folder: '/home/ada/.local/share/simswarm',
      history: 4_300_000,
      builds: 81_000_000,
      logs: 12_400_000,
      sources: 3_100_000,
      available: 121_000_000_000,
    }),
    cleanBuilds: async () => ({ freed: 43_000_000 }),
  };
}

function scriptHealth(): Services['health'] {
  const checks = [
    { id: 'git', title: 'git', verdict: { outcome: 'good' as const, fact: 'git 2.39.5' } },
    { id: 'compiler', title: 'C++ compiler', verdict: { outcome: 'good' as const, fact: 'g++ 12.2.0' } },
    { id: 'make', title: 'make', verdict: { outcome: 'good' as const, fact: 'GNU Make 4.3' } },
    {
      id: 'disk',
      title: 'Room on the disk',
      verdict: {
        outcome: 'warning' as const,
        fact: '2.1 GB left in /home/ada',
        fix: 'Free some room, or move the storage folder.',
      },
    },
  ];
  const feed = new RowFeed(checks);
  return {
    watch: (_input, signal) => feed.watch(signal),
    recheck: async () => undefined,
    about: async () => ({
      version: '0.1.0',
      node: 'v24.21.0',
      host: 'browser',
      platform: 'Linux x64',
      storageFolder: '/home/ada/.local/share/simswarm',
    }),
  };
}
