import { setTimeout } from 'node:timers/promises';
import type { Cluster } from '../../../contract/clusters.ts';
import { Failure, toFailureRecord } from '../../../contract/failure.ts';
import { dashboardUser, stackName, stackPorts } from '../../../contract/stack.ts';
import type { StackSettings, SwarmState } from '../../../contract/swarms.ts';
import type { KnownSwarm } from '../../services/swarms/swarm-list.ts';
import type { DeployReport, SwarmCampaigns, SwarmPort } from '../../services/swarms/swarm-port.ts';
import { isWell } from '../docker/await-health.ts';
import type { SwarmCredentials } from '../docker/credentials.ts';
import { deployStack } from '../docker/deploy-stack.ts';
import { describeManager, type EngineDescription, openEngine } from '../docker/engine.ts';
import { removeStack } from '../docker/remove-stack.ts';
import { readServiceLog } from '../docker/service-logs.ts';
import { watchSwarm } from '../docker/watch-swarm.ts';
import { openSwarmStore, type SwarmStore } from './open-swarm-store.ts';
import type { SwarmLoad } from './read-load.ts';
import { endpointOf } from './swarm-endpoint.ts';

export interface SwarmClusterOptions {
  readonly known: KnownSwarm;
  /** The swarm's passwords: found where they are kept, or made when it is deployed for the first time. */
  readonly credentials: { find(): SwarmCredentials | undefined; findOrMake(): SwarmCredentials };
  /** Holds swarm.yaml and registry.yaml. */
  readonly stackFolder: string;
  /** Makes the folders that images are built from, and says where they are. */
  readonly imagesFolder: () => Promise<string>;
  /** Hands campaigns over to a store. */
  readonly toCampaigns: (store: SwarmStore) => SwarmCampaigns;
}

const lookEvery = 2000;
const comeBackAfter = [1000, 2000, 5000, 10_000];
const logLines = 200;

/** A swarm behind its manager's Docker engine: what it is, what runs on it, and its campaigns. */
export function openSwarmCluster(options: SwarmClusterOptions): SwarmPort {
  const { known, credentials } = options;
  const engine = openEngine(endpointOf(known.address));
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  let settings = known.settings;
  let phase: Cluster['state'] = { phase: 'disconnected' };
  let manager: EngineDescription | undefined;
  let state: SwarmState | undefined;
  let load: SwarmLoad | undefined;
  let store: SwarmStore | undefined;
  let life: AbortController | undefined;
  let living: Promise<void> = Promise.resolve();

  function change(next: Cluster['state']): void {
    phase = next;
    for (const listener of listeners) listener();
    if (store) for (const wake of waiting) wake();
  }

  function connect(): void {
    if (life) return;
    life = new AbortController();
    living = live(life.signal);
  }

  async function live(signal: AbortSignal): Promise<void> {
    for (let tries = 0; !signal.aborted; tries++) {
      try {
        if (phase.phase !== 'unreachable') change({ phase: 'connecting', stage: 'asking its manager' });
        manager = await describeManager(engine, signal);
        tries = 0;
        await stay(signal);
      } catch (error) {
        if (signal.aborted) break;
        const since = phase.phase === 'unreachable' ? phase.since : Date.now();
        await closeStore();
        change({ phase: 'unreachable', problem: toFailureRecord(error), since });
        const after = comeBackAfter[Math.min(tries, comeBackAfter.length - 1)];
        await setTimeout(after, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
    await closeStore();
    change({ phase: 'disconnected' });
  }

  /** As long as the manager answers: follows nodes and services, and keeps the store open while the stack is there. */
  async function stay(signal: AbortSignal): Promise<void> {
    const loading = keepLoad(signal);
    try {
      for await (const now of watchSwarm(engine, stackName, signal)) {
        state = now;
        if (now.services.length === 0) await closeStore();
        else if (!store && isUp(now)) store = await openStore(manager, credentials.find(), known);
        change(phaseOf(now, store !== undefined));
      }
    } finally {
      await loading.stop();
    }
  }

  function keepLoad(signal: AbortSignal) {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const loop = (async () => {
      while (!both.aborted) {
        const before = JSON.stringify(load);
        // A store that does not answer now is told by whoever asked it something.
        load = await store?.readLoad().catch(() => undefined);
        if (JSON.stringify(load) !== before) change(phase);
        await setTimeout(lookEvery, undefined, { signal: both, ref: false }).catch(() => undefined);
      }
    })();
    return {
      async stop(): Promise<void> {
        stop.abort();
        await loop;
      },
    };
  }

  async function closeStore(): Promise<void> {
    const open = store;
    store = undefined;
    load = undefined;
    await open?.[Symbol.asyncDispose]();
  }

  function describe(): Cluster {
    const nodes = state?.nodes.filter(node => node.state === 'ready') ?? [];
    return {
      id: known.id,
      kind: 'swarm',
      name: known.name,
      state: phase,
      slots: { total: load?.runners.length ?? 0, busy: load?.runners.filter(({ busy }) => busy).length ?? 0 },
      nodes: nodes.length,
      cores: nodes.reduce((sum, node) => sum + node.cores, 0),
      memory: { total: nodes.reduce((sum, node) => sum + node.memory, 0) },
      platform: manager ? `Docker ${manager.version}, ${manager.platform}` : '',
      waitingRuns: load?.waitingRuns ?? 0,
      address: engine.endpoint.address,
    };
  }

  function openedStore(): SwarmStore {
    if (store) return store;
    throw new Failure('cluster.unreachable', { clusterId: known.id, address: engine.endpoint.address });
  }

  async function untilReady(signal: AbortSignal): Promise<void> {
    while (!store) {
      signal.throwIfAborted();
      await new Promise<void>(resolve => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  }

  async function deploy(wanted: StackSettings, report: DeployReport, signal: AbortSignal): Promise<void> {
    settings = wanted;
    const imagesFolder = await options.imagesFolder();
    const { stackFolder } = options;
    const secrets = credentials.findOrMake();
    await deployStack(
      engine,
      { stack: stackName, settings, credentials: secrets, stackFolder, imagesFolder },
      report,
      signal,
    );
  }

  async function* watchServiceLog(service: string, signal: AbortSignal): AsyncGenerator<string[]> {
    const log = readServiceLog(engine, `${stackName}_${service}`, { tail: logLines, follow: true }, signal);
    for await (const line of log) yield [line];
  }

  async function disconnect(): Promise<void> {
    life?.abort(new Error('the swarm was disconnected'));
    life = undefined;
    await living;
  }

  return {
    id: known.id,
    get settings() {
      return settings;
    },
    describe,
    onChange: listener => void listeners.add(listener),
    connect,
    disconnect,
    campaigns: () => options.toCampaigns(openedStore()),
    untilReady,
    deploy,
    removeStack: (volumes, report, signal) =>
      removeStack(engine, { stack: stackName, volumes }, progress => report.progress(progress), signal),
    watch: signal => watchSwarm(engine, stackName, signal),
    watchServiceLog,
    diskUse: async () => {
      const use = await openedStore().readDiskUse();
      const { disk, campaigns, ...sizes } = use;
      return { ...sizes, campaigns: [...campaigns], ...(disk ? { disk } : {}) };
    },
    views: () => {
      const password = credentials.find()?.dashboard ?? '';
      const login = { host: hostOf(manager), user: dashboardUser, password };
      return {
        visualizer: { ...login, port: stackPorts.visualizer },
        dashboard: { ...login, port: stackPorts.dashboard },
      };
    },
    [Symbol.asyncDispose]: disconnect,
  };
}

/** Redis and mongo are what the store needs; the rest may still be starting. */
function isUp({ services }: SwarmState): boolean {
  return ['redis', 'mongo'].every(name => isWell(services.find(service => service.name === name)));
}

async function openStore(
  manager: EngineDescription | undefined,
  credentials: SwarmCredentials | undefined,
  { id }: KnownSwarm,
): Promise<SwarmStore> {
  const host = hostOf(manager);
  if (!credentials) throw new Failure('cluster.password-refused', { clusterId: id, address: host });
  return openSwarmStore({
    clusterId: id,
    redis: { host, port: stackPorts.redis, password: credentials.redis },
    mongo: { host, port: stackPorts.mongo, password: credentials.mongo },
  });
}

// Ports are published on the manager itself, which a socket on this computer may still show under another address.
function hostOf(manager: EngineDescription | undefined): string {
  return manager?.swarm.nodeAddress || '127.0.0.1';
}

function phaseOf({ services }: SwarmState, hasStore: boolean): Cluster['state'] {
  if (services.length === 0) return { phase: 'bare' };
  const ill = services.filter(service => !isWell(service));
  if (hasStore && ill.length === 0) return { phase: 'ready' };
  const named = ill.map(({ name, problems, running, wanted }) => ({
    name,
    problem: problems[0] ?? `${running} of ${wanted} tasks run`,
  }));
  return { phase: 'degraded', problem: toFailureRecord(new Failure('swarm.not-healthy', { services: named })) };
}
