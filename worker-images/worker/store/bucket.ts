import type { Collection, Db } from 'mongodb';

/** A GridFS file as the specification has it. Only what is written here is ever under such an id, so it can be written twice. */
export interface GridFile {
  readonly _id: string;
  /** Stored bytes. */
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
  readonly metadata: {
    readonly size: number;
    readonly sha256: string;
    readonly modifiedAt: number;
    readonly encoding: 'zstd';
  };
}

/** A piece of a GridFS file; its id tells where it belongs, so that it is found without an index of its own. */
export interface GridChunk {
  readonly _id: string;
  readonly files_id: string;
  readonly n: number;
  readonly data: Buffer;
}

/** A GridFS bucket. */
export interface Bucket {
  readonly files: Collection<GridFile>;
  readonly chunks: Collection<GridChunk>;
}

export function bucketOf(database: Db, name: string): Bucket {
  return { files: database.collection(`${name}.files`), chunks: database.collection(`${name}.chunks`) };
}

/** Makes the index that other GridFS programs look for. */
export async function prepareBucket({ chunks }: Bucket): Promise<void> {
  await chunks.createIndex({ files_id: 1, n: 1 }, { unique: true });
}

/** Removes files and what an unfinished upload left of them. */
export async function removeFiles({ files, chunks }: Bucket, ids: readonly string[]): Promise<void> {
  await files.deleteMany({ _id: { $in: [...ids] } });
  await chunks.deleteMany({ files_id: { $in: [...ids] } });
}

/** Removes every file whose id begins with a prefix that ends with a slash, and what an unfinished upload left of such files. */
export async function removeBelow({ files, chunks }: Bucket, prefix: string): Promise<void> {
  // A zero is what follows a slash.
  const ids = { $gte: prefix, $lt: `${prefix.slice(0, -1)}0` };
  await files.deleteMany({ _id: ids });
  await chunks.deleteMany({ files_id: ids });
}
