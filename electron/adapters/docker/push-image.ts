import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { followMessages, type ImageReport, imageName } from './build-image.ts';
import { registryPassword, registryUser, type SwarmCredentials } from './credentials.ts';
import { ask, type Engine } from './engine.ts';
import type { ImageContext } from './image-context.ts';

const Pushed = z.object({ Digest: z.string() });

/** Puts an image into the swarm's registry; answers with its name by digest, which no one can change under the nodes. */
export async function pushImage(
  { engine, stack, credentials }: { engine: Engine; stack: string; credentials: SwarmCredentials },
  context: ImageContext,
  report: ImageReport,
  signal: AbortSignal,
): Promise<string> {
  const { repository, tag } = imageName(stack, context);
  const authconfig = {
    username: registryUser,
    password: registryPassword(credentials),
    serveraddress: '127.0.0.1:5000',
  };
  const output = await ask(engine, `pushing ${context.name}`, () =>
    engine.api.getImage(`${repository}:${tag}`).push({ tag, authconfig, abortSignal: signal }),
  );
  let digest: string | undefined;
  const layers = new Map<string, { current: number; total: number }>();
  await followMessages(
    context.name,
    output,
    ({ id, progressDetail, aux }) => {
      digest ??= Pushed.safeParse(aux).data?.Digest;
      if (id === undefined || progressDetail?.total === undefined) return;
      layers.set(id, { current: progressDetail.current ?? 0, total: progressDetail.total });
      report.progress(fractionOf([...layers.values()]));
    },
    signal,
    report,
  );
  if (digest === undefined)
    throw new Failure('swarm.image-failed', { image: context.name, lines: ['The registry gave no digest.'] });
  return `${repository}@${digest}`;
}

function fractionOf(layers: ReadonlyArray<{ current: number; total: number }>): number {
  const sum = (key: 'current' | 'total') => layers.reduce((all, layer) => all + layer[key], 0);
  return sum('total') === 0 ? 0 : Math.min(1, sum('current') / sum('total'));
}
