import { describe, expect, it } from 'vitest';
import type { LogLines } from '../../contract/call.ts';
import { Failure } from '../../contract/failure.ts';
import { Log } from './log.ts';
import { createTestLine, Fed, settle } from './test-line.ts';

function openLog() {
  const feeds = [new Fed<LogLines>(), new Fed<LogLines>()] as const;
  const watches = [...feeds];
  const asked: Array<number | undefined> = [];
  const line = createTestLine({});
  const log = new Log(line, (_client, after, signal) => {
    asked.push(after);
    return watches.shift()!.watch(signal);
  });
  log.open();
  return { feeds, asked, line, log };
}

describe('a log', () => {
  it('grows line by line and goes on where it was after a break', async () => {
    const { feeds, asked, line, log } = openLog();
    feeds[0].push({ lines: ['a', 'b'], next: 4, missed: 0, ended: false });
    await settle();
    expect(log.read()).toMatchObject({ phase: 'live', lines: ['a', 'b'], first: 0 });
    line.break();
    feeds[0].fail(new Failure('host.disconnected', {}));
    await settle(80);
    line.mend();
    feeds[1].push({ lines: ['c'], next: 6, missed: 0, ended: true });
    await settle(20);
    expect(asked).toEqual([undefined, 4]);
    expect(log.read()).toMatchObject({ phase: 'ended', lines: ['a', 'b', 'c'] });
  });

  it('says how much was left out, and counts no lines then', async () => {
    const { feeds, log } = openLog();
    feeds[0].push({ lines: ['z'], next: 9_000_000, missed: 8_900_000, ended: false });
    await settle();
    expect(log.read().first).toBeUndefined();
    expect(log.read().lines[0]).toContain('8.90 MB');
  });

  it('keeps only so much of an endless flood', async () => {
    const { feeds, log } = openLog();
    const many = Array.from({ length: 15_000 }, (_, index) => String(index));
    feeds[0].push({ lines: many, next: 1, missed: 0, ended: false });
    feeds[0].push({ lines: many, next: 2, missed: 0, ended: true });
    await settle(20);
    expect(log.read().lines).toHaveLength(20_000);
    expect(log.read().first).toBe(10_000);
  });
});
