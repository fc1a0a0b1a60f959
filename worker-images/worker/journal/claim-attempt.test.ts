import type { Collection, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type JournalEntry, journalIds, type RunJob } from '../../../contract/queues.ts';
import type { RunId } from '../../../contract/runs.ts';
import { mongoDatabase } from '../../../contract/stack.ts';
import { startMongo, whyNoMongo } from '../../../e2e/peers/mongo.ts';
import { describeNeeding } from '../../../e2e/peers/needs.ts';
import type { Peer } from '../../../e2e/peers/peer-process.ts';
import { createMongoClient } from '../store/open-mongo.ts';
import { type Claimant, claimAttempt, type EndedEntry, type StartedEntry } from './claim-attempt.ts';
import { insertOnce } from './insert-once.ts';

const never = new AbortController().signal;
const jobOf = (run: string): RunJob => ({ run: run as RunId, number: 0, order: 1, attempt: 1 });

function claimant(token: string, more: Partial<Claimant> = {}): Claimant {
  return { node: token, token, now: () => 1, stillOurs: async () => true, superseded: async () => undefined, ...more };
}

function endOf(started: StartedEntry): EndedEntry {
  const { run, order, attempt, node, token, at } = started;
  return {
    kind: 'ended',
    _id: journalIds.ended(run, attempt),
    run,
    order,
    attempt,
    node,
    token,
    at,
    startedAt: at,
    end: { reason: 'finished', text: 'done' },
    again: false,
    files: [],
    speed: [],
  };
}

describeNeeding('an attempt', [whyNoMongo()], () => {
  let mongo: Peer;
  let client: MongoClient;
  let journal: Collection<JournalEntry>;
  beforeAll(async () => {
    mongo = await startMongo();
    client = createMongoClient(mongo);
    journal = client.db(mongoDatabase).collection('journal');
  });
  afterAll(async () => {
    await client?.close();
    await mongo?.[Symbol.asyncDispose]();
  });

  it('is given to one of many that ask at the same moment', async () => {
    const asking = Array.from({ length: 20 }, (_, index) =>
      claimant(`runner ${index}`, { stillOurs: async () => false }),
    );
    const claims = await Promise.all(asking.map(one => claimAttempt(journal, jobOf('a'), one, never)));
    expect(claims.filter(({ kind }) => kind === 'ours')).toHaveLength(1);
    expect(claims.filter(({ kind }) => kind === 'lost')).toHaveLength(19);
  });

  it('cannot be ended by a runner that was given up, nor be given up once it ended', async () => {
    const first = await claimAttempt(journal, jobOf('b'), claimant('first'), never);
    const second = await claimAttempt(journal, jobOf('b'), claimant('second'), never);
    expect([first, second]).toMatchObject([
      { kind: 'ours', started: { attempt: 1 } },
      { kind: 'ours', started: { attempt: 2 }, earlier: [{ reason: 'interrupted', by: 'node' }] },
    ]);
    if (first.kind !== 'ours' || second.kind !== 'ours') return;
    expect(await insertOnce<JournalEntry>(journal, endOf(first.started))).toMatchObject({
      end: { reason: 'interrupted' },
    });
    expect(await insertOnce<JournalEntry>(journal, endOf(second.started))).toBeUndefined();
    const third = await claimAttempt(journal, jobOf('b'), claimant('third'), never);
    expect(third).toMatchObject({ kind: 'settled', ended: { attempt: 2, end: { reason: 'finished' } } });
  });

  it('is ended by exactly one when its runner and its successor end it at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const claim = await claimAttempt(journal, jobOf(`c${round}`), claimant('owner'), never);
      if (claim.kind !== 'ours') throw new Error('not ours');
      const [theirs, successor] = await Promise.all([
        insertOnce<JournalEntry>(journal, endOf(claim.started)),
        claimAttempt(journal, jobOf(`c${round}`), claimant('successor'), never),
      ]);
      // Either the owner ended it and nothing is left to do, or the successor did and goes on.
      expect(theirs === undefined).toBe(successor.kind === 'settled');
      expect(theirs !== undefined).toBe(successor.kind === 'ours');
    }
  });

  it('survives a torn connection: the same entry may be inserted again', async () => {
    const claim = await claimAttempt(journal, jobOf('d'), claimant('owner'), never);
    if (claim.kind !== 'ours') throw new Error('not ours');
    expect(await insertOnce<JournalEntry>(journal, endOf(claim.started))).toBeUndefined();
    expect(await insertOnce<JournalEntry>(journal, endOf(claim.started))).toBeUndefined();
  });
});
