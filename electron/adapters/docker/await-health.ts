import { Failure } from '../../../contract/failure.ts';
import type { SwarmService, SwarmState } from '../../../contract/swarms.ts';
import type { Engine } from './engine.ts';
import { usableNodes } from './swarm-state.ts';
import { watchSwarm } from './watch-swarm.ts';

/** Services that fill what there is: some of their tasks always wait for room. */
const liquid = new Set(['runner']);

/** Waits until every service of a stack runs and is healthy. Fails with `swarm.not-healthy` when it takes longer than `seconds`. */
export async function awaitHealth(
  engine: Engine,
  stack: string,
  { services, seconds }: { services: readonly string[]; seconds: number },
  report: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const patience = AbortSignal.timeout(seconds * 1000);
  let last: SwarmState | undefined;
  for await (const state of watchSwarm(engine, stack, AbortSignal.any([signal, patience]))) {
    last = state;
    const well = services.filter(name => isWell(state.services.find(service => service.name === name)));
    report(well.length / services.length);
    if (well.length === services.length) return;
  }
  signal.throwIfAborted();
  throw new Failure('swarm.not-healthy', { services: services.flatMap(name => describeProblem(name, last)) });
}

/** Tells whether everything of a service that can run does, and is of the newest kind. */
export function isWell(service: SwarmService | undefined): boolean {
  if (!service || service.running === 0) return false;
  return service.running + (liquid.has(service.name) ? service.pending : 0) >= service.wanted;
}

/** What keeps a service from being well, for the person; nothing when it is. */
export function describeProblem(name: string, state: SwarmState | undefined): { name: string; problem: string }[] {
  const service = state?.services.find(one => one.name === name);
  if (isWell(service)) return [];
  if (!state || !service) return [{ name, problem: 'is not there' }];
  const counts = `${service.running} of ${service.wanted} tasks are healthy`;
  return [{ name, problem: [counts, ...describeLaggards(service, state), ...service.problems].join('; ') }];
}

/** Tells what each task that does not run is at, and on which node; of a global service, which nodes have none. */
function describeLaggards({ name, global, wanted }: SwarmService, { nodes, tasks }: SwarmState): string[] {
  const asked = tasks.filter(task => task.service === name && task.desired === 'running');
  const hostname = (id: string | undefined) => nodes.find(node => node.id === id)?.hostname;
  const late = asked.filter(({ state }) => state !== 'running' && state !== 'pending');
  const described = late.map(({ state, nodeId }) => `${hostname(nodeId) ?? 'a node that is gone'}: ${state}`);
  const usable = usableNodes(nodes);
  // Fewer are wanted than could be: the home is left out.
  const places = usable.filter(({ home }) => !home || wanted >= usable.length);
  const without = places.filter(({ id }) => !asked.some(({ nodeId }) => nodeId === id));
  return [...described, ...(global ? without.map(node => `${node.hostname}: no task yet`) : [])];
}
