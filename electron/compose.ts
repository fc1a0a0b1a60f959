import { existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { type ClusterId, localClusterId } from '../contract/clusters.ts';
import { Failure, isFailure } from '../contract/failure.ts';
import type { HealthAbout } from '../contract/health.ts';
import type { CampaignId } from '../contract/runs.ts';
import { readRepository } from './adapters/git/repository.ts';
import { createSnapshots, type Snapshots } from './adapters/git/snapshots.ts';
import { type History, openHistory } from './adapters/history/history.ts';
import { openBuilds } from './adapters/local/builds/builds.ts';
import { createLocalChecks } from './adapters/local/health-checks.ts';
import { openLocalCluster } from './adapters/local/local-cluster.ts';
import { createLocalProjects, type LocalProjects } from './adapters/local/local-projects.ts';
import { createPreflightProbes } from './adapters/local/preflight-probes.ts';
import { openRunner, type RunnerOptions } from './adapters/local/runner/runner.ts';
import { openSettingsFile } from './adapters/storage/settings-file.ts';
import { type Cipher, noCipher, openSwarmFiles } from './adapters/storage/swarm-files.ts';
import { toSwarmCampaigns } from './adapters/swarm/hand-over.ts';
import { openSwarmCluster } from './adapters/swarm/swarm-cluster.ts';
import { identifySwarm, initialiseAt } from './adapters/swarm/swarm-endpoint.ts';
import { openViewProxy, type ViewProxy } from './host/view-proxy.ts';
import type { LocatedCampaign } from './results/located.ts';
import { openResults } from './results/results.ts';
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
import type { ViewTarget } from './services/swarms/swarm-port.ts';
import { createSwarms } from './services/swarms/swarms.ts';

export interface ComposeOptions {
  readonly storageFolder: string;
  readonly about: Omit<HealthAbout, 'storageFolder'>;
  /** The example project that comes with the application. */
  readonly example: string;
  /** Hears of what a person should know although nobody asked, e.g. a damaged history that was set aside. */
  readonly tell: (failure: Failure) => void;
  /** Hears of what nobody asked for and nobody expected: bugs, for the log. */
  readonly reportBug: (error: unknown, where: string) => void;
  /** What a swarm's stack is deployed from. */
  readonly swarm: SwarmSources;
  /** Protects passwords on disk, where the desktop offers a keychain. */
  readonly cipher?: Cipher;
  /** How the runner process is started, where it is not by forking Node. */
  readonly startRunner?: RunnerOptions['startProcess'];
}

/** What comes with the application for swarms. */
export interface SwarmSources {
  /** Holds swarm.yaml and registry.yaml. */
  readonly stackFolder: string;
  /** Makes the folders that images are built from in the given folder, or finds them elsewhere; answers where they are. */
  readonly provideImages: (folder: string) => Promise<string>;
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
  const now = Date.now;
  const history = opened.adopt(openHistory(join(storageFolder, 'history.sqlite'), options.tell), one => one.close());
  const settingsFile = openSettingsFile(join(storageFolder, 'settings.json'));
  let chosen = settingsFile.read();
  const simulatorPath = () => chosen.simulatorPath;
  const snapshots = createSnapshots(join(storageFolder, 'snapshots'));
  const builds = openBuilds({ storageFolder, snapshots, simulatorPath });
  const localProjects = createLocalProjects(builds, simulatorPath);
  const runner = await openRunner({
    folder: join(storageFolder, 'runner'),
    ...(options.startRunner ? { startProcess: options.startRunner } : {}),
  });
  const graceSeconds = () => chosen.graceSeconds;
  const local = opened.use(
    openLocalCluster({ projects: localProjects, runner, slots: chosen.localSlots, graceSeconds }),
  );
  const settings = createSettings({
    file: settingsFile,
    measureStorage: () => measureStorage(storageFolder),
    cleanBuilds: () => builds.clean(new Set(history.buildKeysInUse().keys())),
    changed: changed => {
      if (changed.localSlots !== chosen.localSlots) local.setSlots(changed.localSlots);
      chosen = changed;
    },
  });
  const clusters = createClusters(local, async slots => {
    await settings.service.change({ localSlots: slots }, new AbortController().signal);
  });
  const swarms = opened.use(
    openSwarms(options, { history, clusters, localProjects, snapshots, views: opened.use(openViews()) }),
  );
  const results = opened.adopt(
    openResults({
      locate: async id => locateResults(history, id),
      catalogueFolder: join(storageFolder, 'catalogues'),
    }),
    one => one.close(),
  );
  const open = new OpenCampaigns({
    clusters: new Map<ClusterId, ClusterPort>([[localClusterId, local]]),
    findSwarm: swarms.find,
    history,
    logFolder: join(storageFolder, 'logs'),
    pauseAfterSameFailures: () => chosen.pauseAfterSameFailures,
    graceSeconds,
    now,
    runEnded: ({ campaignId }, files) => {
      const reading = results.runEnded(
        campaignId,
        files.map(({ path }) => path),
      );
      // Whoever looks at the results later is told what cannot be read; the campaign goes on.
      reading.catch(error => isExpected(error) || options.reportBug(error, 'reading results'));
    },
  });
  opened.defer(() => open.close());
  const services: Services = {
    clusters: clusters.service,
    swarms: swarms.service,
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
      projectUsed: folder => history.noteFolder(folder, basename(folder), now()),
    }),
    runs: createRuns(open, history),
    results: results.service,
    settings: settings.service,
    health: createHealth(createLocalChecks(storageFolder, simulatorPath), { ...options.about, storageFolder }),
  };
  const kept = opened.move();
  return { services, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

// What is being read when everything is closed is read at the next start.
function isExpected(error: unknown): boolean {
  return isFailure(error) || (error instanceof Error && error.name === 'AbortError');
}

/** Where a campaign's results are, with the runs they belong to. */
function locateResults(history: History, id: CampaignId): LocatedCampaign {
  const found = history.findCampaign(id);
  if (!found) throw new Failure('request.not-found', { what: 'campaign', id });
  async function listFiles() {
    const states = new Map(history.listRuns(id).map(({ row }) => [row.id, row.state]));
    const files = history.listCampaignFiles(id).map(({ runId, file }) => {
      return { path: file.path, runId, runState: states.get(runId) };
    });
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
  return { folder: found.campaign.resultFolder, listFiles };
}

interface SwarmParts {
  readonly history: History;
  readonly clusters: ReturnType<typeof createClusters>;
  readonly localProjects: LocalProjects;
  readonly snapshots: Snapshots;
  readonly views: ReturnType<typeof openViews>;
}

function openSwarms(options: ComposeOptions, parts: SwarmParts) {
  const { history, clusters, localProjects, snapshots, views } = parts;
  const files = openSwarmFiles(join(options.storageFolder, 'swarms'), options.cipher ?? noCipher);
  const imagesFolder = join(options.storageFolder, 'swarm-images');
  return createSwarms({
    list: files.list,
    openPort: known =>
      openSwarmCluster({
        known,
        credentials: files.credentials(known.id),
        stackFolder: options.swarm.stackFolder,
        imagesFolder: () => options.swarm.provideImages(imagesFolder),
        toCampaigns: store => toSwarmCampaigns(store, localProjects, snapshots),
      }),
    initialise: initialiseAt,
    identify: identifySwarm,
    show: clusters.show,
    hide: clusters.hide,
    openView: target => views.open(target),
    campaignName: id => history.findCampaign(id.replace(/\.\d+$/, '') as CampaignId)?.campaign.name,
    isInUse: id => history.isSwarmInUse(id),
  });
}

/** Pages of swarms that frames show, each behind a port of its own. */
function openViews() {
  const open = new Map<string, Promise<ViewProxy>>();
  return {
    async open(target: ViewTarget): Promise<string> {
      const key = JSON.stringify(target);
      const proxy = open.get(key) ?? openViewProxy(target, 'http://127.0.0.1:* http://localhost:* app://simswarm');
      open.set(key, proxy);
      return (await proxy).address;
    },
    async [Symbol.asyncDispose](): Promise<void> {
      for (const proxy of open.values()) await (await proxy)[Symbol.asyncDispose]();
    },
  };
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
