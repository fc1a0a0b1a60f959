import { z } from 'zod';
import { homeLabel } from '../../../contract/stack.ts';
import type { SwarmNode, SwarmService, SwarmState, SwarmTask } from '../../../contract/swarms.ts';
import { ask, type Engine } from './engine.ts';

const Node = z.object({
  ID: z.string(),
  Spec: z.object({
    Role: z.enum(['manager', 'worker']),
    Availability: z.enum(['active', 'pause', 'drain']),
    Labels: z.record(z.string(), z.string()).default({}),
  }),
  Description: z
    .object({
      Hostname: z.string().default(''),
      Resources: z.object({ NanoCPUs: z.number().default(0), MemoryBytes: z.number().default(0) }).prefault({}),
      Engine: z.object({ EngineVersion: z.string().default('') }).prefault({}),
    })
    .prefault({}),
  Status: z.object({ State: z.enum(['unknown', 'down', 'ready', 'disconnected']), Addr: z.string().default('') }),
  ManagerStatus: z.object({ Leader: z.boolean().default(false), Addr: z.string().default('') }).optional(),
});

const Service = z.object({
  ID: z.string(),
  Spec: z.object({
    Name: z.string(),
    TaskTemplate: z.object({
      ContainerSpec: z.object({ Image: z.string() }),
      Placement: z.object({ Constraints: z.array(z.string()).default([]) }).prefault({}),
    }),
    Mode: z.object({ Replicated: z.object({ Replicas: z.number() }).optional(), Global: z.object({}).optional() }),
  }),
});

const Task = z.object({
  ID: z.string(),
  ServiceID: z.string(),
  Slot: z.number().optional(),
  NodeID: z.string().optional(),
  DesiredState: z.string(),
  Spec: z.object({ ContainerSpec: z.object({ Image: z.string() }) }),
  Status: z.object({
    Timestamp: z.string(),
    State: z.string(),
    Message: z.string().default(''),
    Err: z.string().default(''),
    ContainerStatus: z.object({ ContainerID: z.string().default('') }).optional(),
  }),
});
type Task = z.infer<typeof Task>;

/** All machines of the swarm. */
export async function listNodes(engine: Engine): Promise<SwarmNode[]> {
  const nodes = await ask(engine, 'listing the nodes', () => engine.api.listNodes());
  return z.array(Node).parse(nodes).map(toNode);
}

/** Nodes, the services of one stack and their tasks. */
export async function readSwarmState(engine: Engine, stack: string): Promise<SwarmState> {
  const filters = { label: [`com.docker.stack.namespace=${stack}`] };
  const [nodes, services, tasks] = await Promise.all([
    listNodes(engine),
    ask(engine, 'listing the services', () => engine.api.listServices({ filters })),
    ask(engine, 'listing the tasks', () => engine.api.listTasks({ filters: JSON.stringify(filters) })),
  ]);
  const parsedTasks = z.array(Task).parse(tasks);
  const parsedServices = z.array(Service).parse(services);
  const shortNames = new Map(parsedServices.map(({ ID, Spec }) => [ID, Spec.Name.replace(`${stack}_`, '')]));
  return {
    nodes: nodes.sort((a, b) => a.hostname.localeCompare(b.hostname)),
    services: parsedServices
      .map(service => toService(service, shortNames.get(service.ID) ?? '', parsedTasks, nodes))
      .sort((a, b) => a.name.localeCompare(b.name)),
    tasks: parsedTasks
      .filter(task => shortNames.has(task.ServiceID))
      .map(task => toTask(task, shortNames.get(task.ServiceID) ?? ''))
      .sort((a, b) => a.id.localeCompare(b.id)),
  };
}

function toNode({ ID, Spec, Description, Status, ManagerStatus }: z.infer<typeof Node>): SwarmNode {
  return {
    id: ID,
    hostname: Description.Hostname,
    address:
      Status.Addr === '127.0.0.1' || Status.Addr === '0.0.0.0'
        ? (ManagerStatus?.Addr.split(':')[0] ?? '')
        : Status.Addr,
    role: Spec.Role,
    leader: ManagerStatus?.Leader ?? false,
    home: Spec.Labels[homeLabel] === 'true',
    state: Status.State,
    availability: Spec.Availability,
    cores: Description.Resources.NanoCPUs / 1e9,
    memory: Description.Resources.MemoryBytes,
    engineVersion: Description.Engine.EngineVersion,
  };
}

function toService(
  { ID, Spec }: z.infer<typeof Service>,
  name: string,
  tasks: readonly Task[],
  nodes: readonly SwarmNode[],
): SwarmService {
  const image = Spec.TaskTemplate.ContainerSpec.Image;
  const asked = tasks.filter(task => task.ServiceID === ID && task.DesiredState === 'running');
  const pending = asked.filter(({ Status }) => Status.State === 'pending');
  // While a service is updated, tasks of the old kind are still there.
  const running = asked.filter(task => task.Status.State === 'running' && task.Spec.ContainerSpec.Image === image);
  const starting = asked.filter(({ Status }) => !['pending', 'running'].includes(Status.State));
  const recent = tasks.filter(task => task.ServiceID === ID && ['failed', 'rejected'].includes(task.Status.State));
  const problems = [...pending, ...starting, ...(asked.length > running.length ? recent : [])].map(
    ({ Status }) => Status.Err,
  );
  return {
    id: ID,
    name,
    image,
    global: Spec.Mode.Global !== undefined,
    wanted: Spec.Mode.Replicated?.Replicas ?? countPlaces(nodes, Spec.TaskTemplate.Placement.Constraints),
    running: running.length,
    pending: pending.length,
    problems: [...new Set(problems)].filter(Boolean),
  };
}

// The only constraint of our global services.
function countPlaces(nodes: readonly SwarmNode[], constraints: readonly string[]): number {
  const notHome = constraints.includes(`node.labels.${homeLabel} != true`);
  return usableNodes(nodes).filter(({ home }) => !(notHome && home)).length;
}

/** The nodes that take tasks. */
export function usableNodes(nodes: readonly SwarmNode[]): SwarmNode[] {
  return nodes.filter(({ state, availability }) => state === 'ready' && availability === 'active');
}

function toTask({ ID, Slot, NodeID, DesiredState, Spec, Status }: Task, service: string): SwarmTask {
  return {
    id: ID,
    service,
    slot: Slot,
    nodeId: NodeID,
    state: Status.State,
    desired: DesiredState,
    image: Spec.ContainerSpec.Image,
    message: Status.Err || Status.Message,
    since: Date.parse(Status.Timestamp),
    containerId: Status.ContainerStatus?.ContainerID || undefined,
  };
}
