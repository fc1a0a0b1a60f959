import type { Redis } from 'ioredis';
import type { LogLines } from '../../../contract/call.ts';
import { type JournalEntry, journalIds, redisKeys, type StoredFile, TailEntry } from '../../../contract/queues.ts';
import type { CampaignId, RunId } from '../../../contract/runs.ts';
import type { Bucket } from '../../../worker-images/worker/store/bucket.ts';
import { readStored } from '../../../worker-images/worker/store/read-stored.ts';
import type { SwarmConnection } from './swarm-connection.ts';

const lookEvery = 500;
const linesAtOnce = 64 * 1024;

/**
 * The output of an attempt from position `after` (bytes) on; without it, the last lines. While it goes on, its end as the runner shows it, with `missed` bytes where it grows faster
 * than that; when it is over, the whole text as it is stored.
 */
export function followLog(
  connection: SwarmConnection,
  { campaignId, runId, attempt }: { campaignId: CampaignId; runId: RunId; attempt: number },
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<LogLines> {
  const { journal, bucket } = connection.collections.campaign(campaignId);
  async function findStored(): Promise<StoredFile | 'none' | undefined> {
    const ended: JournalEntry | null = await journal.findOne({ _id: journalIds.ended(runId, attempt) });
    if (!ended) return undefined;
    return (ended.kind === 'ended' && ended.log) || 'none';
  }
  return followText(connection, { key: redisKeys.logTail(runId, attempt), bucket, findStored }, after, signal);
}

/** The compiler's output for a campaign, in the same way. */
export function followBuildLog(
  connection: SwarmConnection,
  campaignId: CampaignId,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LogLines> {
  const { campaigns, artifacts } = connection.collections;
  const read = () => campaigns.findOne({ _id: campaignId });
  async function* follow() {
    const campaign = await connection.ask(read);
    const findStored = async () => {
      const now = await read();
      if (now?.buildLog) return now.buildLog;
      return !now || now.stage === 'enqueued' || now.stage === 'failed' ? 'none' : undefined;
    };
    const key = redisKeys.buildLog(campaign?.sourceKey ?? '');
    yield* followText(connection, { key, bucket: artifacts, findStored }, after, signal);
  }
  return follow();
}

interface FollowedText {
  /** Stream of its tail while it grows. */
  readonly key: string;
  readonly bucket: Bucket;
  /** The whole text when it grows no more. */
  findStored(): Promise<StoredFile | 'none' | undefined>;
}

async function* followText(
  connection: SwarmConnection,
  text: FollowedText,
  after: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<LogLines> {
  const listener = await connection.openListener();
  const stop = () => listener.disconnect();
  signal.addEventListener('abort', stop, { once: true });
  let position = after;
  let stream = '0-0';
  try {
    for (;;) {
      const stored = await text.findStored();
      if (stored) return yield* readRest(text.bucket, stored, position);
      for (const { at, piece } of await readTail(listener, text.key, stream)) {
        stream = at;
        if (position !== undefined && piece.to <= position) continue;
        yield toLines(piece, position);
        position = piece.to;
      }
    }
  } catch (error) {
    if (!signal.aborted) await connection.ask(() => Promise.reject(error));
  } finally {
    signal.removeEventListener('abort', stop);
    listener.disconnect();
  }
}

async function readTail(listener: Redis, key: string, after: string) {
  const answer = await listener.xread('COUNT', 20, 'BLOCK', lookEvery, 'STREAMS', key, after);
  const entries = answer?.[0]?.[1] ?? [];
  return entries.map(([at, fields]) => ({ at, piece: TailEntry.parse(JSON.parse(fields[1] ?? '')) }));
}

function toLines({ from, to, text }: TailEntry, position: number | undefined): LogLines {
  const missed = position === undefined ? 0 : Math.max(0, from - position);
  return { lines: splitLines(text), next: to, missed, ended: false };
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** What follows a position in a stored text, some lines at a time. */
async function* readRest(
  bucket: Bucket,
  stored: StoredFile | 'none',
  after: number | undefined,
): AsyncGenerator<LogLines> {
  if (stored === 'none') return yield { lines: [], next: after ?? 0, missed: 0, ended: true };
  let position = after ?? Math.max(0, stored.size - linesAtOnce);
  let skip = position;
  let rest = Buffer.alloc(0);
  for await (const part of readStored(bucket, stored)) {
    const from = Math.min(skip, part.length);
    skip -= from;
    rest = Buffer.concat([rest, part.subarray(from)]);
    while (rest.length > linesAtOnce) {
      const end = rest.lastIndexOf(10, linesAtOnce) + 1 || linesAtOnce;
      position += end;
      yield { lines: splitLines(rest.toString('utf8', 0, end)), next: position, missed: 0, ended: false };
      rest = rest.subarray(end);
    }
  }
  yield { lines: splitLines(rest.toString('utf8')), next: position + rest.length, missed: 0, ended: true };
}
