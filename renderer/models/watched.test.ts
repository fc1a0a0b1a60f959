import { describe, expect, it } from 'vitest';
import type { Rows } from '../../contract/call.ts';
import { Failure } from '../../contract/failure.ts';
import { keepRows, type RowMap } from './rows.ts';
import { createTestLine, Fed, settle } from './test-line.ts';
import { Watched, watchPlain } from './watched.ts';

interface Row {
  id: string;
  value: number;
}

describe('something watched', () => {
  it('is loading, then live with the latest, and left when it is closed', async () => {
    const fed = new Fed<number>();
    const line = createTestLine({});
    const model = watchPlain(line, (_client, signal) => fed.watch(signal));
    expect(model.read().view.phase).toBe('loading');
    model.open();
    fed.push(1);
    await settle();
    fed.push(2);
    await settle();
    expect(model.read().view).toEqual({ phase: 'live', value: 2 });
    model.close();
    await settle();
    expect(fed.readers).toBe(0);
  });

  it('fails with what ended it, and can be asked again', async () => {
    const first = new Fed<number>();
    const second = new Fed<number>();
    const watches = [first, second];
    const model = watchPlain(createTestLine({}), (_client, signal) => watches.shift()!.watch(signal));
    model.open();
    first.fail(new Failure('request.not-found', { what: 'campaign', id: 'x' }));
    await settle();
    expect(model.read().view).toMatchObject({ phase: 'failed', failure: { code: 'request.not-found' } });
    model.retry();
    second.push(5);
    await settle();
    expect(model.value).toBe(5);
  });

  it('keeps what it showed over a break of the line and goes on with the new present state', async () => {
    const feeds = [new Fed<number>(), new Fed<number>()] as const;
    const [first, second] = feeds;
    const watches = [...feeds];
    const line = createTestLine({});
    const model = watchPlain(line, (_client, signal) => watches.shift()!.watch(signal));
    model.open();
    first.push(1);
    await settle();
    line.break();
    first.fail(new Failure('host.disconnected', {}));
    await settle(80);
    expect(model.read().view).toEqual({ phase: 'live', value: 1 });
    second.push(9);
    line.mend();
    await settle(20);
    expect(model.value).toBe(9);
  });
});

describe('a watched table', () => {
  const row = (id: string, value: number): Row => ({ id, value });

  it('is put together of its parts, then changed row by row', () => {
    const keep = keepRows<Row>();
    let rows: RowMap<Row> | undefined;
    const apply = (item: Rows<Row>) => {
      rows = keep(item, rows);
    };
    apply({ kind: 'snapshot', rows: [row('a', 1)], more: true });
    apply({ kind: 'snapshot', rows: [row('b', 1)] });
    expect([...rows!.keys()]).toEqual(['a', 'b']);
    apply({ kind: 'changes', changed: [row('a', 2), row('c', 1)], removed: ['b'] });
    expect([...rows!.values()]).toEqual([row('a', 2), row('c', 1)]);
  });

  it('forgets what another snapshot does not have, also when the line broke amid the first', async () => {
    const feeds = [new Fed<Rows<Row>>(), new Fed<Rows<Row>>()] as const;
    const watches = [...feeds];
    const line = createTestLine({});
    const model = new Watched<Rows<Row>, RowMap<Row>>(
      line,
      (_client, signal) => watches.shift()!.watch(signal),
      keepRows,
    );
    model.open();
    feeds[0].push({ kind: 'snapshot', rows: [row('a', 1)], more: true });
    await settle();
    line.break();
    feeds[0].fail(new Failure('host.disconnected', {}));
    await settle(80);
    feeds[1].push({ kind: 'snapshot', rows: [row('b', 2)] });
    line.mend();
    await settle(20);
    expect([...model.value!.keys()]).toEqual(['b']);
  });
});
