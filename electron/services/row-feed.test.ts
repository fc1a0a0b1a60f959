import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RowFeed } from './row-feed.ts';

interface Row {
  id: string;
  value: number;
}

describe('a row feed', () => {
  it('gives all rows first, then only what changed or went', async () => {
    const feed = new RowFeed<Row>([
      { id: 'a', value: 1 },
      { id: 'b', value: 2 },
    ]);
    const watching = feed.watch(new AbortController().signal);
    expect((await watching.next()).value).toEqual({ kind: 'snapshot', rows: [...feed.rows()] });
    feed.set({ id: 'b', value: 3 });
    feed.set({ id: 'b', value: 4 });
    feed.remove('a');
    expect((await watching.next()).value).toEqual({
      kind: 'changes',
      changed: [{ id: 'b', value: 4 }],
      removed: ['a'],
    });
    await watching.return(undefined);
  });

  it('gives a large table in parts, and what changes meanwhile afterwards', async () => {
    const feed = new RowFeed<Row>(Array.from({ length: 1201 }, (_, id) => ({ id: String(id), value: 0 })));
    const watching = feed.watch(new AbortController().signal);
    const parts = [(await watching.next()).value];
    feed.set({ id: '3', value: 1 });
    parts.push((await watching.next()).value, (await watching.next()).value);
    expect(parts.map(part => part?.kind === 'snapshot' && [part.rows.length, part.more])).toEqual([
      [500, true],
      [500, true],
      [201, undefined],
    ]);
    expect((await watching.next()).value).toEqual({ kind: 'changes', changed: [{ id: '3', value: 1 }], removed: [] });
    await watching.return(undefined);
  });

  it('answers at most ten times a second, whatever the pace of changes', async () => {
    const feed = new RowFeed<Row>();
    const controller = new AbortController();
    let answers = 0;
    const reading = (async () => {
      for await (const _ of feed.watch(controller.signal)) answers++;
    })();
    for (let change = 0; change < 100; change++) {
      feed.set({ id: 'a', value: change });
      await setTimeout(10);
    }
    controller.abort();
    await reading;
    expect(answers).toBeGreaterThan(3);
    expect(answers).toBeLessThanOrEqual(Math.ceil(100 * 0.02 * 10) + 1);
  });

  it('loses nothing for a slow reader', async () => {
    const feed = new RowFeed<Row>();
    const watching = feed.watch(new AbortController().signal);
    await watching.next();
    for (let id = 0; id < 1000; id++) feed.set({ id: String(id), value: id });
    await setTimeout(150);
    const { value } = await watching.next();
    expect(value?.kind === 'changes' && value.changed).toHaveLength(1000);
    await watching.return(undefined);
  });

  it('ends when the reader leaves or is told to', async () => {
    const feed = new RowFeed<Row>();
    const controller = new AbortController();
    const watching = feed.watch(controller.signal);
    await watching.next();
    const waiting = watching.next();
    controller.abort();
    expect(await waiting).toEqual({ value: undefined, done: true });
  });

  it('follows one row until it is removed', async () => {
    const feed = new RowFeed<Row>([{ id: 'a', value: 1 }]);
    const seen: number[] = [];
    const following = (async () => {
      for await (const row of feed.watchRow('a', new AbortController().signal)) seen.push(row.value);
    })();
    await setTimeout(20);
    feed.set({ id: 'b', value: 9 });
    feed.set({ id: 'a', value: 2 });
    await setTimeout(150);
    feed.remove('a');
    await following;
    expect(seen).toEqual([1, 2]);
  });
});
