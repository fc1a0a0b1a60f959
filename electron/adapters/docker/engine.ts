import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import Docker, { type DockerOptions } from 'dockerode';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { DockerEndpoint } from './endpoint.ts';

/** A Docker engine that answers, with the way it is reached. */
export interface Engine {
  readonly endpoint: DockerEndpoint;
  readonly api: Docker;
}

/** What an engine tells about itself and its part in a swarm. */
export interface EngineDescription {
  readonly version: string;
  readonly platform: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly swarm: {
    readonly active: boolean;
    readonly manager: boolean;
    readonly nodeId: string;
    readonly nodeAddress: string;
    /** Of the swarm as a whole; only managers know it. */
    readonly id?: string;
  };
}

const oldestApi = [1, 41] as const;
const oldestVersion = '20.10';

/** Makes a client of an engine; nothing is asked yet. */
export function openEngine(endpoint: DockerEndpoint): Engine {
  const agent = new Agent();
  // The library speaks HTTP over whatever stream leads to the engine.
  Object.assign(agent, { createConnection: (): Duplex => endpoint.connect() });
  // Its types do not know the option.
  const options: DockerOptions & { agent: Agent } = { protocol: 'http', host: 'docker', port: 80, agent };
  return { endpoint, api: new Docker(options) };
}

const Info = z.object({
  ServerVersion: z.string(),
  OperatingSystem: z.string(),
  Architecture: z.string(),
  NCPU: z.number(),
  MemTotal: z.number(),
  Swarm: z.object({
    LocalNodeState: z.string(),
    ControlAvailable: z.boolean(),
    NodeID: z.string(),
    NodeAddr: z.string(),
    Cluster: z.object({ ID: z.string() }).nullish(),
  }),
});

/** Asks an engine what it is. Fails with `docker.unreachable` or `docker.too-old`. */
export async function describeEngine(engine: Engine, signal?: AbortSignal): Promise<EngineDescription> {
  const { ApiVersion, Version } = await ask(engine, 'asking for its version', () => engine.api.version());
  const [major = 0, minor = 0] = ApiVersion.split('.').map(Number);
  if (major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1])) {
    throw new Failure('docker.too-old', { address: engine.endpoint.address, found: Version, needed: oldestVersion });
  }
  signal?.throwIfAborted();
  const info = Info.parse(await ask(engine, 'asking for its state', () => engine.api.info()));
  return {
    version: info.ServerVersion,
    platform: `${info.OperatingSystem} ${info.Architecture}`,
    cores: info.NCPU,
    memory: info.MemTotal,
    swarm: {
      active: info.Swarm.LocalNodeState === 'active',
      manager: info.Swarm.ControlAvailable,
      nodeId: info.Swarm.NodeID,
      nodeAddress: info.Swarm.NodeAddr,
      ...(info.Swarm.Cluster ? { id: info.Swarm.Cluster.ID } : {}),
    },
  };
}

/** The same, for an engine that must be a manager. Fails with `swarm.inactive` or `swarm.not-a-manager`. */
export async function describeManager(engine: Engine, signal?: AbortSignal): Promise<EngineDescription> {
  const description = await describeEngine(engine, signal);
  const { address } = engine.endpoint;
  if (!description.swarm.active) throw new Failure('swarm.inactive', { address });
  if (!description.swarm.manager) throw new Failure('swarm.not-a-manager', { address });
  return description;
}

/** Makes a swarm of one engine; others join it with its token. `address` is where they reach it, e.g. its private address. */
export async function initialiseSwarm(engine: Engine, address: string): Promise<void> {
  await ask(engine, 'making a swarm', () =>
    engine.api.swarmInit({ ListenAddr: '0.0.0.0:2377', AdvertiseAddr: address, ForceNewCluster: false, Spec: {} }),
  );
}

/** Asks an engine something and tells its failures as ours: `docker.unreachable`, `docker.refused`. */
export async function ask<T>(engine: Engine, action: string, question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw toFailure(error, engine, action);
  }
}

function toFailure(error: unknown, { endpoint }: Engine, action: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  if ('statusCode' in error && typeof error.statusCode === 'number') {
    return new Failure('docker.refused', { action, status: error.statusCode, message: messageOf(error) }, error);
  }
  if ('code' in error && typeof error.code === 'string' && error.code !== 'ABORT_ERR') {
    return new Failure('docker.unreachable', { address: endpoint.address, problem: error.message }, error);
  }
  return error;
}

const Refusal = z.object({ json: z.object({ message: z.string() }) });

function messageOf(error: Error): string {
  const refusal = Refusal.safeParse(error);
  return refusal.success ? refusal.data.json.message : error.message;
}

/** Tells whether the engine refused because the thing is not there. */
export function isNotFound(error: unknown): boolean {
  return (
    error instanceof Failure &&
    error.code === 'docker.refused' &&
    (error as Failure<'docker.refused'>).details.status === 404
  );
}
