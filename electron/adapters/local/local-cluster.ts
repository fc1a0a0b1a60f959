import { access } from 'node:fs/promises';
import { arch, availableParallelism, freemem, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { CampaignRequest } from '../../../contract/campaigns.ts';
import { type Cluster, localClusterId } from '../../../contract/clusters.ts';
import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import { fillArguments } from '../../../worker-images/worker/arguments.ts';
import type { EffectiveFacts } from '../../../worker-images/worker/ask-simulation.ts';
import { toOutwardResults } from '../../../worker-images/worker/place.ts';
import type {
  AttemptReport,
  ClusterPort,
  PreparedCampaign,
  PreparedPlace,
  PrepareReport,
  RunJob,
} from '../../services/cluster-port.ts';
import type { LocalProjects } from './local-projects.ts';
import { LocalQueue, type QueuedJob } from './local-queue.ts';
import type { Runner } from './runner/runner.ts';

export interface LocalClusterOptions {
  readonly projects: LocalProjects;
  readonly runner: Runner;
  /** Runs at once; undefined is cores − 1. */
  readonly slots: number | undefined;
  readonly graceSeconds: () => number;
  readonly name?: string;
}

// Simulations give way to whatever the person at the computer does.
const nice = 10;

/** This computer as a cluster: nothing to install, one process group for each run. */
export function openLocalCluster(options: LocalClusterOptions): ClusterPort {
  const { projects, runner } = options;
  const queue = new LocalQueue();
  const going = new Map<string, AbortController>();
  /** Slots with a program in them; an attempt goes on a little longer, while its results are put into their places. */
  let busy = 0;
  const attempts = new Set<Promise<void>>();
  const listeners = new Set<() => void>();
  let slots = slotsFor(options.slots);
  let closed = false;

  const changed = () => {
    for (const listener of listeners) listener();
  };

  function fill(): void {
    while (!closed && busy < slots) {
      const next = queue.take();
      if (!next) break;
      const attempted = attempt(next);
      attempts.add(attempted);
      void attempted.finally(() => attempts.delete(attempted));
    }
  }

  async function attempt({ job, listener }: QueuedJob): Promise<void> {
    const controller = new AbortController();
    going.set(job.runId, controller);
    busy++;
    let holdsSlot = true;
    const release = () => {
      if (!holdsSlot) return;
      holdsSlot = false;
      busy--;
      queue.done(job.campaignId);
      fill();
    };
    listener.started(job, 'this computer');
    changed();
    const startedAt = Date.now();
    const report = await execute(job, listener, release, controller.signal).catch(error =>
      toFailedReport(error, startedAt),
    );
    going.delete(job.runId);
    listener.ended(job, closed ? byApplication(report) : report);
    release();
    changed();
  }

  function execute(
    job: RunJob,
    listener: QueuedJob['listener'],
    over: () => void,
    signal: AbortSignal,
  ): Promise<AttemptReport> {
    const { place, runId, attempt: number, limits, logPath } = job;
    const order = {
      runId,
      attempt: number,
      command: fillArguments(place.command, { run: String(job.number) }),
      environment: place.environment,
      preparedTree: place.tree,
      workingDirectory: place.workingDirectory,
      logPath,
      limits,
      graceSeconds: options.graceSeconds(),
      nice,
      destination: place.projectRoot,
      ...(place.outwardResults ? { outwardResults: place.outwardResults } : {}),
    };
    const watch = {
      started: () => undefined,
      over,
      progress: (progress: Parameters<QueuedJob['listener']['progress']>[1]) => listener.progress(job, progress),
    };
    return runner.run(order, watch, signal);
  }

  /** Waiting attempts end at once: they never began. */
  function cancel(runIds: ReadonlySet<string>): void {
    for (const { job, listener } of queue.remove(runIds)) listener.ended(job, toCancelledReport());
    for (const id of runIds) going.get(id)?.abort(new Error('the run was cancelled'));
    changed();
  }

  return {
    id: localClusterId,
    describe: () => describe(options.name ?? 'This computer', slots, busy, queue.size),
    onChange: listener => void listeners.add(listener),
    setSlots(wanted) {
      slots = slotsFor(wanted);
      fill();
      changed();
    },
    prepare: (request, report, signal) => prepare(projects, request, report, signal),
    revive: revive,
    enqueue(jobs, listener) {
      queue.add(jobs.map(job => ({ job, listener })));
      fill();
      changed();
    },
    cancel,
    setHeld(campaignId, held) {
      queue.setHeld(campaignId, held);
      fill();
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      queue.clear();
      await runner.close();
      // What the simulations' ends mean is written down before anything else is closed.
      await Promise.allSettled(attempts);
    },
  };
}

function slotsFor(wanted: number | undefined): number {
  return wanted ?? Math.max(1, availableParallelism() - 1);
}

function describe(name: string, total: number, busy: number, waitingRuns: number): Cluster {
  return {
    id: localClusterId,
    kind: 'local',
    name,
    state: { phase: 'ready' },
    slots: { total, busy },
    nodes: 1,
    cores: availableParallelism(),
    memory: { total: totalmem(), available: freemem() },
    platform: `${type()} ${release().split('-')[0]}, ${arch()}`,
    waitingRuns,
  };
}

function toCancelledReport(): AttemptReport {
  const now = Date.now();
  return { end: { reason: 'cancelled' }, startedAt: now, endedAt: now, files: [], speed: [] };
}

// The runner only knows that it was told to stop; it was us who left.
function byApplication(report: AttemptReport): AttemptReport {
  const { end } = report;
  return end.reason === 'interrupted' ? { ...report, end: { reason: 'interrupted', by: 'application' } } : report;
}

// Our own side failed, e.g. the slot folder cannot be written: the run cannot be kept.
function toFailedReport(error: unknown, startedAt: number): AttemptReport {
  return {
    end: { reason: 'not-stored', failure: toFailureRecord(error) },
    startedAt,
    endedAt: Date.now(),
    files: [],
    speed: [],
  };
}

async function prepare(
  projects: LocalProjects,
  request: CampaignRequest,
  report: PrepareReport,
  signal: AbortSignal,
): Promise<PreparedCampaign> {
  const project = await projects.read(request, signal);
  const build = await projects.build(project, request.mode, { progress: report.building, line: report.line }, signal);
  report.expanding();
  const tree = await projects.prepare(build, signal);
  const inTree = projects.question(project, tree, request);
  const expansion = await projects.runs(inTree, signal);
  const facts = await projects.effectiveConfigurations(inTree, signal);
  const { artifactFolder: _, snapshot, ...summary } = build;
  const unknown: EffectiveFacts = { hash: `ini ${snapshot.treeHash}`, resultFolder: undefined };
  return {
    build: summary,
    iterationVariables: expansion.iterationVariables,
    runs: expansion.runs.map(run => ({ ...run, effectiveHash: (facts.get(run.number) ?? unknown).hash })),
    place: toPlace(projects, project, tree, request, facts.values().next().value ?? unknown),
  };
}

type FoundProject = Awaited<ReturnType<LocalProjects['read']>>;

function toPlace(
  projects: LocalProjects,
  project: FoundProject,
  tree: string,
  request: CampaignRequest,
  { resultFolder }: EffectiveFacts,
): PreparedPlace {
  const workingDirectory = project.iniFile.workingDirectory;
  const inTree = projects.commands(project, tree, request);
  const outwardResults = toOutwardResults(resultFolder, project.folder, workingDirectory);
  return {
    projectRoot: project.folder,
    projectName: project.profile.name,
    workingDirectory,
    iniFile: request.iniFile,
    tree,
    command: outwardResults ? [...inTree.run, '--result-dir=results'] : inTree.run,
    environment: inTree.environment,
    handCommand: projects.commands(project, project.folder, request).run,
    ...(outwardResults ? { outwardResults } : {}),
  };
}

/** A prepared tree that somebody removed cannot be made again from here: the source may have changed since. */
async function revive({ tree, iniFile }: PreparedPlace, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await access(join(tree, iniFile)).catch(error => {
    throw new Failure('build.artifact-damaged', { buildKey: '', path: tree }, error);
  });
}
