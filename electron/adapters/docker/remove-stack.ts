import type { Progress } from '../../../contract/call.ts';
import { removeSecrets } from './credentials.ts';
import { registryStack } from './deploy-stack.ts';
import { ask, describeManager, type Engine } from './engine.ts';
import { releaseHome } from './home-node.ts';
import { pause } from './pause.ts';
import { removeVolumes } from './remove-volumes.ts';
import { stagedProgress } from './staged-progress.ts';
import { readSwarmState } from './swarm-state.ts';

const stages = [
  { name: 'stop', weight: 6 },
  { name: 'volumes', weight: 2 },
  { name: 'clean', weight: 1 },
];

/**
 * Removes a stack: services, networks and passwords, on every node. The named volumes with queue, results and caches stay, for a stack that is deployed
 * again with the same passwords, unless `volumes` asks for them too.
 */
export async function removeStack(
  engine: Engine,
  { stack, volumes }: { stack: string; volumes: boolean },
  report: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const advance = stagedProgress(stages, report);
  advance('stop');
  const manager = await describeManager(engine, signal);
  const image = volumes ? await findWorkerImage(engine, stack) : undefined;
  await removeServices(engine, stack, fraction => advance('stop', fraction), signal);
  advance('volumes');
  // The registry goes last: nodes may still need it for the image that removes their volumes.
  if (volumes && image !== undefined) await removeVolumes(engine, { stack, image }, signal);
  await removeServices(engine, registryStack(stack), () => undefined, signal);
  advance('clean');
  if (volumes && image !== undefined) await removeVolumes(engine, { stack: registryStack(stack), image }, signal);
  await removeSecrets(engine, stack);
  await releaseHome(engine, manager);
  advance('clean', 1);
}

/** An image of ours that the nodes have, also when its services are gone already. */
async function findWorkerImage(engine: Engine, stack: string): Promise<string | undefined> {
  const runner = (await readSwarmState(engine, stack)).services.find(({ name }) => name === 'runner');
  if (runner) return runner.image;
  const filters = { label: [`simswarm.stack=${stack}`, 'simswarm.image=worker'] };
  const images = await ask(engine, 'listing images', () => engine.api.listImages({ filters }));
  const [latest] = images.sort((a, b) => b.Created - a.Created);
  return latest?.RepoDigests?.[0] ?? latest?.RepoTags?.[0];
}

async function removeServices(
  engine: Engine,
  stack: string,
  report: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await engine.endpoint.runDocker(['stack', 'rm', stack], {}, signal);
  let most = 1;
  // Networks can go only when the last container has left them, and the program above does not wait for that.
  for (;;) {
    const left = await countLeft(engine, stack);
    if (left === 0) return;
    most = Math.max(most, left);
    report(1 - left / most);
    await pause(500, signal);
  }
}

async function countLeft(engine: Engine, stack: string): Promise<number> {
  const filters = { label: [`com.docker.stack.namespace=${stack}`] };
  const tasks = await ask(engine, 'listing the tasks', () =>
    engine.api.listTasks({ filters: JSON.stringify(filters) }),
  );
  const networks = await ask(engine, 'listing the networks', () => engine.api.listNetworks({ filters }));
  return tasks.length + networks.length;
}
