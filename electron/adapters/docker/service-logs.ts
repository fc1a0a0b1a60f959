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
  const splitter = new LineSplitter();
  try {
    for await (const text of readFrames(toChunks(output))) yield* splitter.push(text);
    yield* splitter.end();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    ended.abort();
  }
}

// The library gives a whole answer as bytes, and a stream only to those who follow.
function toChunks(output: unknown): AsyncIterable<Buffer> | Iterable<Buffer> {
  return Buffer.isBuffer(output) ? [output] : (output as AsyncIterable<Buffer>);
}

const headerBytes = 8;
/** Frames in which the engine complains, e.g. that a task which waits for room has no log. */
const complaint = 3;

/** The engine frames what containers print: one byte tells which stream it was, four how long the piece is. */
async function* readFrames(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= headerBytes && rest.length >= headerBytes + rest.readUInt32BE(4)) {
      const end = headerBytes + rest.readUInt32BE(4);
      if (rest[0] !== complaint) yield rest.subarray(headerBytes, end);
      rest = rest.subarray(end);
    }
  }
}
