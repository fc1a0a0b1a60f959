import { type FileHandle, open } from 'node:fs/promises';
import type { Redis } from 'ioredis';
import type { TailEntry } from '../../../contract/queues.ts';
import { ignoreMissing } from '../ignore-missing.ts';

const lookEvery = 200;
const pieceBytes = 16 * 1024;
const piecesKept = 64;
const secondsKept = 900;

/**
 * Shows the end of a growing file to whoever follows it through Redis: at most five times a second, whole lines, and no more than a screenful at a time; what grows
 * faster is skipped, and the positions tell so. `end` shows what is left.
 */
export function showTail(redis: Redis, key: string, path: string) {
  let position = 0;
  let file: FileHandle | undefined;
  let looking: Promise<void> = Promise.resolve();
  const buffer = Buffer.allocUnsafe(pieceBytes);

  async function look(isLast: boolean): Promise<void> {
    file ??= await open(path).catch(ignoreMissing);
    if (!file) return;
    const { size } = await file.stat();
    if (size <= position) return;
    const from = Math.max(position, size - pieceBytes);
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, from);
    const piece = toPiece(buffer.subarray(0, bytesRead), from, from > position, isLast);
    if (!piece) return;
    position = piece.to;
    await add(redis, key, piece);
  }

  const timer = setInterval(() => {
    // Nobody who looks on has a right to hold up what is looked at; Redis's own troubles are logged where it is connected.
    looking = looking.then(() => look(false)).catch(() => undefined);
  }, lookEvery);
  return {
    async end(): Promise<void> {
      clearInterval(timer);
      await looking;
      // The tail is for those who look on; the whole text is stored elsewhere.
      await look(true).catch(() => undefined);
      await file?.close();
    },
  };
}

// Cut at line ends, so that neither lines nor characters are torn; a full buffer without any line end is shown as it is.
function toPiece(bytes: Buffer, from: number, skipsFirst: boolean, isLast: boolean): TailEntry | undefined {
  const first = skipsFirst ? bytes.indexOf(10) + 1 : 0;
  const lastBreak = bytes.lastIndexOf(10) + 1;
  const isWhole = isLast || (bytes.length === pieceBytes && lastBreak <= first);
  const end = isWhole ? bytes.length : lastBreak;
  if (end <= first) return undefined;
  return { from: from + first, to: from + end, text: bytes.subarray(first, end).toString('utf8') };
}

async function add(redis: Redis, key: string, piece: TailEntry): Promise<void> {
  const pipeline = redis.pipeline();
  pipeline.xadd(key, 'MAXLEN', piecesKept, '*', 'piece', JSON.stringify(piece));
  pipeline.expire(key, secondsKept);
  await pipeline.exec();
}
