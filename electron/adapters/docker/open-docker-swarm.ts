import type { Progress } from '../../../contract/call.ts';
import { stackName, stackPorts } from '../../../contract/stack.ts';
import { type Deployment, type DeployReport, deployStack } from './deploy-stack.ts';
import type { DockerEndpoint } from './endpoint.ts';
import { describeEngine, describeManager, initialiseSwarm, openEngine } from './engine.ts';
import { removeStack } from './remove-stack.ts';
import { readServiceLog, type ServiceLogOptions } from './service-logs.ts';
import { readSwarmState } from './swarm-state.ts';
import { watchSwarm } from './watch-swarm.ts';

/** Where the published ports of the stack are, without a tunnel. */
export interface PublishedPorts {
  readonly host: string;
  readonly ports: typeof stackPorts;
}

/** Everything an application asks of a swarm through its manager's engine: the stack's life, and what nodes, services and tasks are at. */
export function openDockerSwarm(endpoint: DockerEndpoint, stack: string = stackName) {
  const engine = openEngine(endpoint);
  return {
    /** What the engine is, whether or not it is in a swarm. Fails with `docker.unreachable` or `docker.too-old`. */
    describe: (signal?: AbortSignal) => describeEngine(engine, signal),
    /** Makes a swarm of one engine; `address` is where other machines would reach it. */
    initialise: (address: string) => initialiseSwarm(engine, address),
    /** From nothing, or from an earlier version; see `deployStack`. */
    deploy: (deployment: Omit<Deployment, 'stack'>, report: DeployReport, signal: AbortSignal) =>
      deployStack(engine, { ...deployment, stack }, report, signal),
    remove: (options: { volumes: boolean }, report: (progress: Progress) => void, signal: AbortSignal) =>
      removeStack(engine, { ...options, stack }, report, signal),
    read: () => readSwarmState(engine, stack),
    watch: (signal: AbortSignal) => watchSwarm(engine, stack, signal),
    /** `service` is its short name, e.g. `runner`. */
    readLog: (service: string, options: ServiceLogOptions, signal: AbortSignal) =>
      readServiceLog(engine, `${stack}_${service}`, options, signal),
    async publishedPorts(): Promise<PublishedPorts> {
      const { swarm } = await describeManager(engine);
      return { host: swarm.nodeAddress, ports: stackPorts };
    },
  };
}
