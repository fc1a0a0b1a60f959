import type { StackSettings, SwarmNode } from '../../../contract/swarms.ts';

/** References of our images, ready to be named in the stack. */
export interface OurImages {
  readonly worker: string;
  readonly distcc: string;
  readonly dashboard: string;
}

const leastRunnerMemory = 256 * 1024 * 1024;
const leastReplicas = 100;

/** The environment that fills the places in stack/swarm.yaml. */
export function stackEnvironment(
  stack: string,
  settings: StackSettings,
  images: OurImages,
  nodes: readonly SwarmNode[],
): Record<string, string> {
  const onManager = settings.runOnManager || nodes.length === 1;
  const runnerNodes = nodes.filter(node => onManager || !node.home);
  const cores = runnerNodes.reduce((sum, node) => sum + node.cores, 0);
  const replicas = settings.runnerReplicas ?? Math.max(leastReplicas, Math.ceil(cores));
  return {
    STACK_NAME: stack,
    SIMULATOR_IMAGE: settings.simulatorImage,
    WORKER_IMAGE: images.worker,
    DISTCC_IMAGE: images.distcc,
    DASHBOARD_IMAGE: images.dashboard,
    ...optional('REDIS_IMAGE', settings.redisImage),
    ...optional('MONGO_IMAGE', settings.mongoImage),
    ...optional('VISUALIZER_IMAGE', settings.visualizerImage),
    RUNNER_REPLICAS: String(replicas),
    RUNNER_MEMORY: String(settings.runnerMemory ?? shareOfMemory(runnerNodes)),
    // A placement that holds everywhere says "anywhere".
    RUNNER_PLACEMENT: onManager ? 'node.platform.os == linux' : 'node.labels.simswarm.home != true',
  };
}

/** The environment that fills the places in stack/registry.yaml. */
export function registryEnvironment(stack: string, { registryImage }: StackSettings): Record<string, string> {
  return { STACK_NAME: stack, ...optional('REGISTRY_IMAGE', registryImage) };
}

// A tenth stays for the system and the compile server.
function shareOfMemory(nodes: readonly SwarmNode[]): number {
  const shares = nodes.filter(({ cores }) => cores > 0).map(({ cores, memory }) => (memory * 0.9) / cores);
  return shares.length === 0 ? leastRunnerMemory : Math.max(leastRunnerMemory, Math.floor(Math.min(...shares)));
}

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
