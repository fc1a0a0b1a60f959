import type { SwarmNode, SwarmService, SwarmState, SwarmTask } from '../../../contract/swarms.ts';

const names = ['turing', 'hopper', 'noether', 'lovelace'] as const;

function node(hostname: string, index: number): SwarmNode {
  const isManager = index === 0;
  return {
    id: `node-${hostname}`,
    hostname,
    address: `10.4.0.${index + 11}`,
    role: isManager ? 'manager' : 'worker',
    leader: isManager,
    home: isManager,
    state: 'ready',
    availability: 'active',
    cores: isManager ? 8 : 16,
    memory: isManager ? 33_400_000_000 : 67_100_000_000,
    engineVersion: '29.1.2',
  };
}

/** Four machines that are all well. */
export const fourNodes: readonly SwarmNode[] = names.map(node);

/** The same with one gone and one drained. */
export const ailingNodes: readonly SwarmNode[] = fourNodes.map((one, index) => {
  if (index === 2) return { ...one, state: 'down' };
  return index === 3 ? { ...one, availability: 'drain' } : one;
});

const image = (name: string) => `127.0.0.1:5005/simswarm-${name}:9f2c81ab@sha256:0a1b2c`;

function service(name: string, of: Partial<SwarmService> = {}): SwarmService {
  return {
    id: `service-${name}`,
    name,
    image: image(name),
    global: false,
    wanted: 1,
    running: 1,
    pending: 0,
    problems: [],
    ...of,
  };
}

const noRoom = 'no suitable node (insufficient resources on 4 nodes)';

/** The stack as it should be. */
export const wholeStack: readonly SwarmService[] = [
  service('builder', { image: image('worker') }),
  service('dashboard'),
  service('distcc', { global: true, wanted: 4, running: 4 }),
  service('mongo', { image: 'mongo:7.0.16' }),
  service('redis', { image: 'redis:7.2.7-bookworm' }),
  service('runner', { image: image('worker'), wanted: 200, running: 48, pending: 152, problems: [noRoom] }),
  service('visualizer', { image: 'dockersamples/visualizer:stable' }),
];

/** The stack with a database that does not start. */
export const limpingStack: readonly SwarmService[] = wholeStack.map(one =>
  one.name === 'visualizer'
    ? {
        ...one,
        running: 0,
        problems: [
          'No such image: dockersamples/visualizer:stable',
          'starting container failed: driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated',
        ],
      }
    : one,
);

/** What is known of a swarm: tasks are made of its services, spread over its nodes, with some that failed before. */
export function stateOf(nodes: readonly SwarmNode[], services: readonly SwarmService[]): SwarmState {
  return { nodes: [...nodes], services: [...services], tasks: services.flatMap(one => tasksOf(one, nodes)) };
}

function tasksOf({ name, wanted, running, image, problems }: SwarmService, nodes: readonly SwarmNode[]): SwarmTask[] {
  const tasks = Array.from({ length: wanted }, (_, index): SwarmTask => {
    const isRunning = index < running;
    const place = nodes[(name === 'distcc' ? index : 1 + (index % (nodes.length - 1))) % nodes.length];
    return {
      id: `task-${name}-${index}`,
      service: name,
      ...(name !== 'distcc' && { slot: index + 1 }),
      ...(isRunning && place && { nodeId: wanted === 1 ? 'node-turing' : place.id, containerId: `c-${name}-${index}` }),
      state: isRunning ? 'running' : 'pending',
      desired: 'running',
      image,
      message: isRunning ? 'started' : (problems[0] ?? 'pending task scheduling'),
      since: Date.now() - (isRunning ? 5_400_000 : 60_000) - index * 1000,
    };
  });
  const failed: SwarmTask = {
    ...(tasks[0] as SwarmTask),
    id: `task-${name}-failed`,
    state: 'failed',
    desired: 'shutdown',
    message: 'task: non-zero exit (137)',
    since: Date.now() - 7_200_000,
  };
  return name === 'runner' ? [...tasks, failed] : tasks;
}
