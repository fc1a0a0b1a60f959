import type { SwarmAddress } from '../../../contract/swarms.ts';
import { type DockerEndpoint, socketEndpoint } from '../docker/endpoint.ts';
import { describeEngine, describeManager, initialiseSwarm, openEngine } from '../docker/engine.ts';

/** The way to a swarm's manager. */
export function endpointOf(address: SwarmAddress): DockerEndpoint {
  switch (address.kind) {
    case 'socket':
      return socketEndpoint(address.path);
  }
}

/** Finds the swarm that is managed at an address, and answers with the id Docker gave it. Fails with `docker.unreachable`, `swarm.inactive` or `swarm.not-a-manager`. */
export async function identifySwarm(address: SwarmAddress, signal: AbortSignal): Promise<string> {
  const { swarm } = await describeManager(openEngine(endpointOf(address)), signal);
  return swarm.id ?? swarm.nodeId;
}

/** Makes a swarm of an engine that is in none; one that is in a swarm already is left as it is. */
export async function initialiseAt(address: SwarmAddress): Promise<void> {
  const engine = openEngine(endpointOf(address));
  const { swarm } = await describeEngine(engine);
  if (!swarm.active) await initialiseSwarm(engine, swarm.nodeAddress || '127.0.0.1');
}
