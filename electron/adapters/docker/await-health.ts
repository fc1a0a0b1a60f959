import { Failure } from '../../../contract/failure.ts';
import type { SwarmService, SwarmState } from '../../../contract/swarms.ts';
import type { Engine } from './engine.ts';
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

function describeProblem(name: string, state: SwarmState | undefined): { name: string; problem: string }[] {
  const service = state?.services.find(one => one.name === name);
  if (isWell(service)) return [];
  if (!service) return [{ name, problem: 'is not there' }];
  const counts = `${service.running} of ${service.wanted} tasks are healthy`;
  return [{ name, problem: [counts, ...service.problems].join('; ') }];
}
