import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { GridFSBucket, type MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mongoDatabase } from '../../../contract/stack.ts';
import { startMongo, whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import type { Peer } from '../../../e2e/peers/peer-process.ts';
import { bucketOf, prepareBucket } from './bucket.ts';
import { createMongoClient } from './open-mongo.ts';
import { readStored } from './read-stored.ts';
import { storeFiles } from './store-files.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-store-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function makeFile(name: string, content: Buffer) {
  const absolute = join(work, name);
  writeFileSync(absolute, content);
  return { id: `run#1/${name}`, absolute, path: `results/${name}`, modifiedAt: 1_700_000_000_000 };
}

async function contentOf(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

const never = new AbortController().signal;

describeNeeding('stored files', [whyNoMongo()], () => {
  let mongo: Peer;
  let client: MongoClient;
  beforeAll(async () => {
    mongo = await startMongo();
    client = createMongoClient(mongo);
  });
  afterAll(async () => {
    await client?.close();
    await mongo?.[Symbol.asyncDispose]();
  });
  const bucket = (name: string) => bucketOf(client.db(mongoDatabase), name);

  it('come back as they were: empty, small, and of several pieces', async () => {
    const contents = [Buffer.alloc(0), Buffer.from('scalar a b 1\n'.repeat(100)), randomBytes(5_000_000)];
    const files = contents.map((content, index) => makeFile(`round-${index}.sca`, content));
    const stored = await storeFiles(bucket('round'), files, never);
    expect(stored.map(file => [file.path, file.size, file.modifiedAt])).toEqual(
      files.map((file, index) => [file.path, contents[index]?.length, file.modifiedAt]),
    );
    for (const [index, file] of stored.entries()) {
      expect((await contentOf(readStored(bucket('round'), file))).equals(contents[index] as Buffer)).toBe(true);
    }
  });

  it('are GridFS to anybody else', async () => {
    const content = randomBytes(4_500_000);
    await prepareBucket(bucket('other'));
    const [stored] = await storeFiles(bucket('other'), [makeFile('other.vec', content)], never);
    const reader = new GridFSBucket(client.db(mongoDatabase), { bucketName: 'other' });
    const compressed = await contentOf(reader.openDownloadStreamByName('results/other.vec'));
    expect(zstdDecompressSync(compressed).equals(content)).toBe(true);
    expect(stored?.storedSize).toBe(compressed.length);
  });

  it('survive a database that dies while they are written, and being written twice', async () => {
    const content = randomBytes(24_000_000);
    const file = makeFile('torn.vec', content);
    const storing = storeFiles(bucket('torn'), [file], never);
    await setTimeout(150);
    await mongo.kill();
    await setTimeout(300);
    await mongo.start();
    const [stored] = await storing;
    expect(await storeFiles(bucket('torn'), [file], never)).toEqual([stored]);
    expect((await contentOf(readStored(bucket('torn'), stored!))).equals(content)).toBe(true);
    expect(await bucket('torn').files.countDocuments()).toBe(1);
  });

  it('are refused when a piece is missing or changed', async () => {
    const [stored] = await storeFiles(bucket('bad'), [makeFile('bad.vec', randomBytes(3_000_000))], never);
    const { chunks } = bucket('bad');
    const second = await chunks.findOneAndDelete({ _id: `${stored?.file}:1` });
    await expect(contentOf(readStored(bucket('bad'), stored!))).rejects.toMatchObject({ code: 'store.file-damaged' });
    await chunks.insertOne({ ...second!, data: randomBytes(1000) });
    await expect(contentOf(readStored(bucket('bad'), stored!))).rejects.toMatchObject({ code: 'store.file-damaged' });
  });
});
