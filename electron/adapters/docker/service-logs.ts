import { PassThrough } from 'node:stream';
import { LineSplitter } from '../../../worker-images/worker/line-splitter.ts';
import { ask, type Engine } from './engine.ts';

export interface ServiceLogOptions {
  /** How many lines of the past to begin with. */
  readonly tail: number;
  readonly follow: boolean;
}

/** What the tasks of a service print, on all nodes, line by line. Leaving the loop or aborting ends it. */
export async function* readServiceLog(
  engine: Engine,
  fullName: string,
  { tail, follow }: ServiceLogOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const ended = new AbortController();
  const options = { stdout: true, stderr: true, tail, follow, abortSignal: AbortSignal.any([signal, ended.signal]) };
  const output = await ask(engine, 'reading a log', () => engine.api.getService(fullName).logs(options));
  const lines = new PassThrough();
  const stream = output as unknown as NodeJS.ReadableStream;
  engine.api.modem.demuxStream(stream, lines, lines);
  stream.once('end', () => lines.end());
  stream.once('error', error => lines.destroy(error));
  const splitter = new LineSplitter();
  try {
    for await (const chunk of lines) yield* splitter.push(chunk as Buffer);
    yield* splitter.end();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    ended.abort();
  }
}
