import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import { Failure } from '../../../contract/failure.ts';
import { chunkBytes, chunkId, type StoredFile } from '../../../contract/queues.ts';
import type { Bucket } from './bucket.ts';

const piecesAhead = 4;

/** How many pieces a stored file has. */
export function pieceCount({ storedSize }: Pick<StoredFile, 'storedSize'>): number {
  return Math.ceil(storedSize / chunkBytes);
}

/** The compressed pieces of a stored file from `first` on, some of them under way at once. Fails with `store.file-damaged`. */
export async function* readPieces(bucket: Bucket, stored: StoredFile, first = 0): AsyncGenerator<Buffer> {
  const count = pieceCount(stored);
  const coming: Array<Promise<Buffer>> = [];
  for (let index = first; index < count || coming.length > 0; ) {
    while (index < count && coming.length < piecesAhead) coming.push(quietly(readPiece(bucket, stored, index++)));
    const next = coming.shift();
    if (next) yield await next;
  }
}

// A piece that fails while an earlier one is awaited is told when its turn comes.
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function readPiece(bucket: Bucket, stored: StoredFile, index: number): Promise<Buffer> {
  const found = await bucket.chunks.findOne({ _id: chunkId(stored.file, index) }, { promoteBuffers: true });
  if (!found) throw new Failure('store.file-damaged', { file: stored.path, problem: `piece ${index} is missing` });
  return found.data;
}

/** The plain content of a stored file; at its end the hash is compared. Fails with `store.file-damaged`. */
export async function* readStored(bucket: Bucket, stored: StoredFile): AsyncGenerator<Buffer> {
  yield* verified(readPieces(bucket, stored), stored);
}

/** Unpacks compressed pieces and compares the hash of what comes out. Fails with `store.file-damaged`. */
export async function* verified(pieces: AsyncIterable<Buffer>, stored: StoredFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const source = Readable.from(pieces, { objectMode: false });
  const plain = createZstdDecompress();
  source.once('error', error => plain.destroy(error));
  try {
    for await (const part of source.pipe(plain) as AsyncIterable<Buffer>) {
      hash.update(part);
      yield part;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ZSTD')) {
      throw new Failure('store.file-damaged', { file: stored.path, problem: 'it cannot be unpacked' }, error);
    }
    throw error;
  } finally {
    source.destroy();
    plain.destroy();
  }
  if (hash.digest('hex') !== stored.sha256) {
    throw new Failure('store.file-damaged', { file: stored.path, problem: 'its hash is another' });
  }
}
