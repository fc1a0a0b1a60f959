import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { LineSplitter } from '../../../worker-images/worker/line-splitter.ts';
import { ask, type Engine, isNotFound } from './engine.ts';
import { type ImageContext, packContext } from './image-context.ts';

export interface ImageReport {
  /** 0 to 1. */
  progress(fraction: number): void;
  line(text: string): void;
}

const linesKept = 40;

const Message = z.object({
  stream: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  id: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
  aux: z.unknown().optional(),
});
type Message = z.infer<typeof Message>;

/** Where an image of ours is found on every node; nodes without a registry have it by this name too. */
export function imageName(stack: string, { name, hash }: ImageContext): { repository: string; tag: string } {
  return { repository: `127.0.0.1:5000/${stack}-${name}`, tag: hash };
}

/**
 * Builds an image on the manager unless it is there; answers with whether it had to. Fails with `swarm.image-failed` and what the build said last.
 * Aborting ends the build there too.
 */
export async function buildImage(
  engine: Engine,
  stack: string,
  context: ImageContext,
  report: ImageReport,
  signal: AbortSignal,
): Promise<boolean> {
  const { repository, tag } = imageName(stack, context);
  if (await hasImage(engine, `${repository}:${tag}`)) return false;
  const archive = packContext(context);
  const output = await ask(engine, `building ${context.name}`, () =>
    engine.api.buildImage(archive, {
      t: `${repository}:${tag}`,
      buildargs: { ...context.buildArguments },
      labels: { 'simswarm.stack': stack, 'simswarm.image': context.name },
      forcerm: true,
      abortSignal: signal,
    }),
  );
  await followMessages(context.name, output, message => reportBuild(message, report), signal, report);
  return true;
}

/** Tells whether an image is on the engine already. */
async function hasImage(engine: Engine, reference: string): Promise<boolean> {
  try {
    await ask(engine, 'looking for an image', () => engine.api.getImage(reference).inspect());
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

function reportBuild({ stream }: Message, report: ImageReport): void {
  const step = /^Step (\d+)\/(\d+) /.exec(stream ?? '');
  if (step) report.progress((Number(step[1]) - 1) / Number(step[2]));
}

/** Reads what the engine says while it works, to the end. An `error` message is the failure of the work. */
export async function followMessages(
  image: string,
  output: NodeJS.ReadableStream,
  take: (message: Message) => void,
  signal: AbortSignal,
  report: Pick<ImageReport, 'line'>,
): Promise<void> {
  const splitter = new LineSplitter();
  const last: string[] = [];
  const read = (line: string) => {
    if (line.trim() === '') return;
    const message = Message.parse(JSON.parse(line));
    for (const text of (message.stream ?? message.error ?? '').split('\n').filter(Boolean)) {
      report.line(text);
      last.push(text);
    }
    last.splice(0, last.length - linesKept);
    if (message.error !== undefined) throw new Failure('swarm.image-failed', { image, lines: last });
    take(message);
  };
  try {
    for await (const chunk of output) splitter.push(chunk as Buffer).forEach(read);
    splitter.end().forEach(read);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  signal.throwIfAborted();
}
