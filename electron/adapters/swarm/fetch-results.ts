import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../../contract/failure.ts';
import { chunkBytes, JournalEntry, journalIds, type StoredFile } from '../../../contract/queues.ts';
import type { CampaignId, RunFile, RunRow } from '../../../contract/runs.ts';
import { ignoreMissing } from '../../../worker-images/worker/ignore-missing.ts';
import { type OutwardResults, toProjectPath } from '../../../worker-images/worker/place.ts';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';
import type { Bucket } from '../../../worker-images/worker/store/bucket.ts';
import { pieceCount, readPieces, verified } from '../../../worker-images/worker/store/read-stored.ts';
import type { SwarmConnection } from './swarm-connection.ts';

/** Which results go where. */
export interface FetchRequest {
  readonly campaignId: CampaignId;
  /** The project's root here: files go to the same places as those of a local run. */
  readonly destination: string;
  readonly outwardResults: OutwardResults | undefined;
}

export interface FetchReport {
  /** Bytes that came over the wire. */
  received(bytes: number): void;
}

const atOnce = 4;

/**
 * Fetches the results of one run that ended: verified, with their times, each under a temporary name until it is whole. A file that is there already is left alone, and one that was
 * being fetched when something broke goes on where it was. Fails with `store.file-damaged`, `disk.full`, `file.not-writable` or `cluster.unreachable`.
 */
export async function fetchResults(
  connection: SwarmConnection,
  request: FetchRequest,
  run: Pick<RunRow, 'id' | 'attempts'>,
  report: FetchReport,
  signal: AbortSignal,
): Promise<RunFile[]> {
  const { journal, bucket } = connection.collections.campaign(request.campaignId);
  const found = await connection.ask(() => journal.findOne({ _id: journalIds.ended(run.id, run.attempts) }));
  if (!found) throw new Failure('request.not-found', { what: 'result', id: run.id });
  const ended = JournalEntry.parse(found);
  const files = ended.kind === 'ended' ? ended.files : [];
  const fetched: RunFile[] = [];
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce);
    fetched.push(
      ...(await Promise.all(some.map(file => connection.ask(() => fetchFile(bucket, file, request, report, signal))))),
    );
  }
  return fetched;
}

async function fetchFile(
  bucket: Bucket,
  stored: StoredFile,
  { destination, outwardResults }: FetchRequest,
  report: FetchReport,
  signal: AbortSignal,
): Promise<RunFile> {
  const path = toProjectPath(stored.path, outwardResults, destination);
  const target = join(destination, path);
  const { size, modifiedAt, sha256 } = stored;
  if (!(await isHere(target, stored))) {
    const pieces = count(
      pieceCount(stored) > 1 ? resumable(bucket, stored, destination, signal) : readPieces(bucket, stored),
      report,
      signal,
    );
    await place(verified(pieces, stored), target, modifiedAt, signal);
    await rm(incomingPath(destination, stored), { force: true });
  }
  return { path, size, modifiedAt, sha256 };
}

async function isHere(target: string, { size, modifiedAt }: StoredFile): Promise<boolean> {
  const found = await stat(target).catch(ignoreMissing);
  // Some file systems keep times to two seconds.
  return found !== undefined && found.size === size && Math.abs(found.mtimeMs - modifiedAt) < 2000;
}

async function* count(pieces: AsyncIterable<Buffer>, report: FetchReport, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    report.received(piece.length);
    yield piece;
  }
}

/** The pieces that an earlier fetch left, then the others, each kept here as it comes. */
async function* resumable(
  bucket: Bucket,
  stored: StoredFile,
  destination: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const path = incomingPath(destination, stored);
  await mkdir(dirname(path), { recursive: true });
  const kept = await open(path, 'a+').catch(error => Promise.reject(toStorageFailure(error, path)));
  try {
    const whole = Math.floor((await kept.stat()).size / chunkBytes);
    await kept.truncate(whole * chunkBytes);
    if (whole > 0) {
      for await (const part of createReadStream(path, { end: whole * chunkBytes - 1, highWaterMark: chunkBytes })) {
        yield part as Buffer;
      }
    }
    for await (const piece of readPieces(bucket, stored, whole)) {
      signal.throwIfAborted();
      await kept.appendFile(piece).catch(error => Promise.reject(toStorageFailure(error, path)));
      yield piece;
    }
  } finally {
    await kept.close();
  }
}

function incomingPath(destination: string, { file }: StoredFile): string {
  const name = createHash('sha256').update(file).digest('hex').slice(0, 32);
  return join(destination, '.simswarm', 'incoming', `${name}.zst`);
}

async function place(parts: AsyncIterable<Buffer>, target: string, modifiedAt: number, signal: AbortSignal) {
  const partial = join(dirname(target), `.${basename(target)}.partial`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await pipeline(parts, createWriteStream(partial, { flush: true }), { signal });
    await utimes(partial, modifiedAt / 1000, modifiedAt / 1000);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    signal.throwIfAborted();
    throw isFileError(error) ? toStorageFailure(error, target) : error;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
