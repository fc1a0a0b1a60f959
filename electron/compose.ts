import { existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { type ClusterId, localClusterId } from '../contract/clusters.ts';
import type { Failure } from '../contract/failure.ts';
import type { HealthAbout } from '../contract/health.ts';
import type { Settings } from '../contract/settings.ts';
import { readRepository } from './adapters/git/repository.ts';
import { createSnapshots } from './adapters/git/snapshots.ts';
import { openHistory } from './adapters/history/history.ts';
import { openBuilds } from './adapters/local/builds/builds.ts';
import { createLocalChecks } from './adapters/local/health-checks.ts';
import { openLocalCluster } from './adapters/local/local-cluster.ts';
import { createLocalProjects } from './adapters/local/local-projects.ts';
import { createPreflightProbes } from './adapters/local/preflight-probes.ts';
import { openRunner, type RunnerOptions } from './adapters/local/runner/runner.ts';
import { openSettingsFile } from './adapters/storage/settings-file.ts';
import { createCampaigns } from './services/campaigns/campaigns.ts';
import { OpenCampaigns } from './services/campaigns/open-campaigns.ts';
import { createRuns } from './services/campaigns/runs.ts';
import type { ClusterPort } from './services/cluster-port.ts';
import { createClusters } from './services/clusters.ts';
import { measureFile, measureFolder } from './services/file-work.ts';
import { createHealth } from './services/health/health.ts';
import { createProjects } from './services/projects/projects.ts';
import type { Services } from './services/services.ts';
import { createSettings } from './services/settings.ts';

export interface ComposeOptions {
  readonly storageFolder: string;
  readonly about: Omit<HealthAbout, 'storageFolder'>;
  /** The example project that comes with the application. */
  readonly example: string;
  /** Hears of what a person should know although nobody asked, e.g. a damaged history that was set aside. */
  readonly tell: (failure: Failure) => void;
  /** How the runner process is started, where it is not by forking Node. */
  readonly startRunner?: RunnerOptions['startProcess'];
}

/** A composed application: its services, and how to end it. */
export interface Composed extends AsyncDisposable {
  readonly services: Services;
}

/** Opens everything this application needs and builds its services; disposing closes it all in reverse. */
export async function compose(options: ComposeOptions): Promise<Composed> {
  const { storageFolder } = options;
  await using opened = new AsyncDisposableStack();
  mkdirSync(storageFolder, { recursive: true, mode: 0o700 });
  const history = opened.adopt(openHistory(join(storageFolder, 'history.sqlite'), options.tell), one => one.close());
  const settingsFile = openSettingsFile(join(storageFolder, 'settings.json'));
  let chosen = settingsFile.read();
  const simulatorPath = () => chosen.simulatorPath;
  const builds = openBuilds({ storageFolder, snapshots: createSnapshots(join(storageFolder, 'snapshots')) });
  const localProjects = createLocalProjects(builds, simulatorPath);
  const runner = await openRunner({
    folder: join(storageFolder, 'runner'),
    ...(options.startRunner ? { startProcess: options.startRunner } : {}),
  });
  const local = opened.use(
    openLocalCluster({
      projects: localProjects,
      runner,
      slots: chosen.localSlots,
      graceSeconds: () => chosen.graceSeconds,
    }),
  );
  const clusters = new Map<ClusterId, ClusterPort>([[localClusterId, local]]);
  const now = Date.now;
  const open = new OpenCampaigns({
    clusters,
    history,
    logFolder: join(storageFolder, 'logs'),
    pauseAfterSameFailures: () => chosen.pauseAfterSameFailures,
    now,
  });
  opened.defer(() => open.flush());
  const settings = createSettings({
    file: settingsFile,
    measureStorage: () => measureStorage(storageFolder),
    cleanBuilds: () => builds.clean(new Set(history.buildKeysInUse().keys())),
    changed: (changed: Settings) => {
      if (changed.localSlots !== chosen.localSlots) local.setSlots(changed.localSlots);
      chosen = changed;
    },
  });
  const projectUsed = (folder: string) => history.noteFolder(folder, basename(folder), now());
  const services: Services = {
    clusters: createClusters(clusters, async (_id, slots) => {
      await settings.service.change({ localSlots: slots }, new AbortController().signal);
    }),
    projects: createProjects({
      folders: history,
      builder: localProjects,
      readRepository,
      probes: createPreflightProbes({ builds, projects: localProjects, history, simulatorPath }),
      example: existsSync(options.example) ? options.example : undefined,
      home: homedir(),
      now,
    }),
    campaigns: createCampaigns({
      open,
      history,
      now,
      buildSize: key => builds.sizeOf(key),
      hasCluster: id => clusters.has(id as ClusterId),
      projectUsed,
    }),
    runs: createRuns(open, history),
    results: new Proxy({}, { get: () => () => Promise.reject(new Error('later')) }) as never,
    settings: settings.service,
    health: createHealth(createLocalChecks(storageFolder, simulatorPath), { ...options.about, storageFolder }),
  };
  const kept = opened.move();
  return { services, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function measureStorage(folder: string) {
  const size = (name: string) => measureFolder(join(folder, name));
  const databases = ['history.sqlite', 'history.sqlite-wal'].map(name => measureFile(join(folder, name)));
  const [builds, logs, sources, snapshots, { bavail, bsize }, ...history] = await Promise.all([
    // What is prepared for runs are links to the builds' files.
    size('builds'),
    size('logs'),
    size('sources'),
    size('snapshots'),
    statfs(folder),
    ...databases,
  ]);
  return {
    folder,
    history: history.reduce((sum, bytes) => sum + bytes, 0),
    builds,
    logs,
    sources: sources + snapshots,
    available: bavail * bsize,
  };
}
