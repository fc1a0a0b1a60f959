import { describe, expect, it } from 'vitest';
import { Failure } from '../../../contract/failure.ts';
import { createTestLine, Fed, settle } from '../test-line.ts';
import { ServiceLog } from './service-log.ts';

function openLog() {
  const feeds: Array<Fed<{ lines: string[] }>> = [];
  const line = createTestLine({
    swarms: {
      watchServiceLog: (_question: object, signal: AbortSignal) => {
        const fed = new Fed<{ lines: string[] }>();
        feeds.push(fed);
        return fed.watch(signal);
      },
    },
  });
  const log = new ServiceLog(line, 'lab', 'builder');
  log.open();
  return { log, line, feeds };
}

describe('the log of a service', () => {
  it('begins anew after a break, so that no line is there twice', async () => {
    const { log, line, feeds } = openLog();
    await settle();
    for (const text of ['a', 'b']) feeds[0]?.push({ lines: [text] });
    await settle(150);
    expect(log.read()).toMatchObject({ phase: 'live', lines: ['a', 'b'] });
    line.break();
    feeds[0]?.fail(new Failure('host.disconnected', {}));
    await settle(80);
    line.mend();
    await settle(80);
    for (const text of ['a', 'b', 'c']) feeds[1]?.push({ lines: [text] });
    await settle(150);
    expect(log.read().lines).toEqual(['a', 'b', 'c']);
    log.close();
  });

  it('says that a service has printed nothing, rather than wait for ever', async () => {
    const { log } = openLog();
    await settle(1700);
    expect(log.read()).toMatchObject({ phase: 'live', lines: [] });
    log.close();
  });

  it('tells why it cannot be read, and is read again when asked', async () => {
    const { log, feeds } = openLog();
    await settle();
    feeds[0]?.fail(new Failure('docker.unreachable', { address: 'x', problem: 'ENOENT' }));
    await settle();
    expect(log.read()).toMatchObject({ phase: 'failed', failure: { code: 'docker.unreachable' } });
    log.retry();
    await settle();
    feeds[1]?.push({ lines: ['again'] });
    await settle(150);
    expect(log.read()).toMatchObject({ phase: 'live', lines: ['again'], failure: undefined });
    log.close();
    await settle();
    expect(feeds[1]?.readers).toBe(0);
  });
});
