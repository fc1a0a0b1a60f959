import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline, Transform } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createZstdCompress, zstdCompress } from 'node:zlib';
import type { Collection } from 'mongodb';
import { chunkBytes, chunkId, type StoredFile } from '../../../contract/queues.ts';
import type { Bucket, GridChunk, GridFile } from './bucket.ts';
import { type Insistence, isDuplicate, patiently } from './patiently.ts';

/** A file on disk to be stored. */
export interface FileToStore {
  /** Of the GridFS file; the same id always means the same content. */
  readonly id: string;
  readonly absolute: string;
  /** The name people see. */
  readonly path: string;
  readonly modifiedAt: number;
}

// One message carries the pieces of many small files, or some of a large one.
const batchBytes = 8 * 1024 * 1024;
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * Stores files, compressed, in as few messages as they fit in. Pieces come first and the files' own documents last, so that a file which can be seen is whole.
 * May be repeated after any interruption.
 */
export async function storeFiles(
  bucket: Bucket,
  files: readonly FileToStore[],
  signal: AbortSignal,
  insist: Insistence = patiently,
): Promise<StoredFile[]> {
  const batch = new Batch(chunks => insertKnown(bucket.chunks, chunks, signal, insist));
  const stored: StoredFile[] = [];
  for (const file of files) stored.push(await storePieces(file, batch, signal));
  await batch.flush();
  if (stored.length > 0) await insertKnown(bucket.files, stored.map(toGridFile), signal, insist);
  return stored;
}

// Streams cost more than the content of a small file, in time and in memory that has to be collected.
const smallBytes = 512 * 1024;
const compressAtOnce = promisify(zstdCompress);

async function storePieces(file: FileToStore, batch: Batch, signal: AbortSignal): Promise<StoredFile> {
  const { size } = await stat(file.absolute);
  return size <= smallBytes ? storeSmall(file, batch) : storeLarge(file, batch, signal);
}

async function storeSmall({ id, absolute, path, modifiedAt }: FileToStore, batch: Batch): Promise<StoredFile> {
  const content = await readFile(absolute);
  const data = await compressAtOnce(content, compression);
  await batch.add({ _id: chunkId(id, 0), files_id: id, n: 0, data });
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { file: id, path, size: content.length, storedSize: data.length, modifiedAt, sha256 };
}

async function storeLarge(file: FileToStore, batch: Batch, signal: AbortSignal): Promise<StoredFile> {
  const hash = createHash('sha256');
  let size = 0;
  let storedSize = 0;
  let index = 0;
  const counted = counting(hash, bytes => {
    size += bytes;
  });
  const compressor = createZstdCompress(compression);
  // Errors reach the loop below through the compressor, which is destroyed with them.
  pipeline(createReadStream(file.absolute, { highWaterMark: 1 << 20, signal }), counted, compressor, () => undefined);
  for await (const data of inPieces(compressor, chunkBytes)) {
    storedSize += data.length;
    await batch.add({ _id: chunkId(file.id, index), files_id: file.id, n: index++, data });
  }
  const { id, path, modifiedAt } = file;
  return { file: id, path, size, storedSize, modifiedAt, sha256: hash.digest('hex') };
}

function counting(hash: Hash, count: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      count(chunk.length);
      done(undefined, chunk);
    },
  });
}

/** Cuts a stream into pieces of one size; the last may be shorter. */
async function* inPieces(stream: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream) {
    let rest = part;
    while (bytes + rest.length >= size) {
      yield Buffer.concat([...parts, rest.subarray(0, size - bytes)], size);
      rest = rest.subarray(size - bytes);
      [parts, bytes] = [[], 0];
    }
    if (rest.length > 0) parts.push(rest);
    bytes += rest.length;
  }
  if (bytes > 0) yield Buffer.concat(parts, bytes);
}

/** Gathers pieces into messages of some megabytes. */
class Batch {
  readonly #insert: (chunks: readonly GridChunk[]) => Promise<void>;
  #waiting: GridChunk[] = [];
  #bytes = 0;

  constructor(insert: (chunks: readonly GridChunk[]) => Promise<void>) {
    this.#insert = insert;
  }

  async add(chunk: GridChunk): Promise<void> {
    this.#waiting.push(chunk);
    this.#bytes += chunk.data.length;
    if (this.#bytes >= batchBytes) await this.flush();
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    [this.#waiting, this.#bytes] = [[], 0];
    if (waiting.length > 0) await this.#insert(waiting);
  }
}

// Few enough that turning them into bytes does not hold this process up.
const documentsAtOnce = 500;

/** Inserts documents whose ids tell their content: one that is there already is as good as inserted. */
export async function insertKnown<D extends { readonly _id: string }>(
  collection: Collection<D>,
  documents: readonly D[],
  signal?: AbortSignal,
  insist: Insistence = patiently,
): Promise<void> {
  for (let at = 0; at < documents.length; at += documentsAtOnce) {
    const some = documents.slice(at, at + documentsAtOnce) as unknown as Parameters<typeof collection.insertMany>[0];
    await insist(async () => {
      try {
        await collection.insertMany(some, { ordered: false });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }, signal);
  }
}

function toGridFile(stored: StoredFile): GridFile {
  const { file, path, size, sha256, modifiedAt, storedSize } = stored;
  return {
    _id: file,
    length: storedSize,
    chunkSize: chunkBytes,
    uploadDate: new Date(modifiedAt),
    filename: path,
    metadata: { size, sha256, modifiedAt, encoding: 'zstd' },
  };
}
