import { Failure } from '../../../contract/failure.ts';
import { homeLabel } from '../../../contract/stack.ts';
import { ask, type Engine, type EngineDescription } from './engine.ts';
import { listNodes } from './swarm-state.ts';

/** Marks the manager we are connected to as the one that keeps the volumes. Fails with `swarm.not-home` when another one is. */
export async function claimHome(engine: Engine, { swarm }: EngineDescription): Promise<void> {
  const home = (await listNodes(engine)).find(node => node.home);
  if (home?.id === swarm.nodeId) return;
  if (home) throw new Failure('swarm.not-home', { home: home.hostname });
  const node = engine.api.getNode(swarm.nodeId);
  const { Spec, Version } = await ask(engine, 'reading the manager', () => node.inspect());
  const labels = { ...Spec.Labels, [homeLabel]: 'true' };
  await ask(engine, 'marking the manager', async () =>
    node.update({ version: Version.Index, ...Spec, Labels: labels }),
  );
}

/** Takes the mark away again. */
export async function releaseHome(engine: Engine, { swarm }: EngineDescription): Promise<void> {
  const node = engine.api.getNode(swarm.nodeId);
  const { Spec, Version } = await ask(engine, 'reading the manager', () => node.inspect());
  const { [homeLabel]: mark, ...labels } = Spec.Labels;
  if (mark === undefined) return;
  await ask(engine, 'marking the manager', async () =>
    node.update({ version: Version.Index, ...Spec, Labels: labels }),
  );
}
