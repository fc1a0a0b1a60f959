import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyEnd } from './classify.ts';
import { emptyCmdenvSummary, parseCmdenvLine, readCmdenvLine } from './cmdenv.ts';

const recordings = join(import.meta.dirname, 'fixtures/cli');

function endOf(name: string) {
  const read = (extension: string) => readFileSync(join(recordings, `${name}.${extension}`), 'utf8');
  const output = emptyCmdenvSummary();
  for (const line of `${read('stdout')}\n${read('stderr')}`.split('\n')) readCmdenvLine(output, line);
  return classifyEnd({ exitCode: Number(read('exit')), signal: undefined, output, stop: undefined });
}

describe('the end of a recorded run', () => {
  it('finished at its time limit', () => {
    expect(endOf('run-0')).toEqual({
      reason: 'finished',
      text: 'Simulation time limit reached',
      simulatedTime: '300',
      events: 9211,
    });
    expect(endOf('run-silent')).toMatchObject({ reason: 'finished', events: 1534 });
    expect(endOf('run-sqlite')).toMatchObject({ reason: 'finished', events: 1838 });
    expect(endOf('run-fifo')).toMatchObject({ reason: 'finished', events: 1193 });
  });

  it('is truncated by a CPU or real-time limit although it exits with 0', () => {
    expect(endOf('run-cpu-time-limit')).toMatchObject({ reason: 'truncated', limit: 'cpu-time', events: 13826048 });
    expect(endOf('run-real-time-limit')).toEqual({
      reason: 'truncated',
      limit: 'real-time',
      simulatedTime: '295514.667158676633',
      events: 9207808,
    });
  });

  it('verifies a fingerprint, and tells a mismatch although it exits with 0', () => {
    expect(endOf('run-fingerprint-ok')).toMatchObject({ reason: 'finished', fingerprint: 'f7f3-c2ab/tplx' });
    expect(endOf('run-fingerprint-mismatch')).toEqual({
      reason: 'fingerprint-mismatch',
      calculated: 'f7f3-c2ab/tplx',
      expected: '1234-5678/tplx',
    });
  });

  it('is a model error with module and phase', () => {
    expect(endOf('run-parameter-type-error')).toMatchObject({
      reason: 'model-error',
      exitCode: 1,
      error: { module: 'Aloha.host[0]', moduleClass: 'aloha::Host', phase: 'network setup' },
    });
  });

  it('could not start', () => {
    expect(endOf('run-missing-ini')).toEqual({
      reason: 'could-not-start',
      exitCode: 1,
      message: "Cannot open ini file 'nosuch.ini'",
    });
    expect(endOf('run-missing-network')).toMatchObject({
      reason: 'could-not-start',
      message: "Network 'Nope' not found, check .ini and .ned files",
    });
    expect(endOf('run-out-of-range')).toMatchObject({ reason: 'could-not-start', exitCode: 1 });
    expect(endOf('run-unknown-option')).toMatchObject({ reason: 'could-not-start', exitCode: 1 });
  });

  it('was interrupted by a signal that was not ours', () => {
    expect(endOf('run-sigterm')).toEqual({ reason: 'interrupted', by: 'node' });
    expect(endOf('run-sigint')).toEqual({ reason: 'interrupted', by: 'node' });
  });
});

describe('the end of a process', () => {
  const ended = (exitCode: number | undefined, signal?: string) =>
    classifyEnd({ exitCode, signal, output: emptyCmdenvSummary(), stop: undefined });

  it('is a crash by signal, also through a launcher script', () => {
    expect(ended(undefined, 'SIGSEGV')).toEqual({ reason: 'crashed', signal: 'SIGSEGV' });
    expect(ended(134)).toEqual({ reason: 'crashed', signal: 'SIGABRT' });
  });

  it('is never good without an end message', () => {
    expect(ended(0)).toEqual({ reason: 'unclear', exitCode: 0 });
  });

  it('is told by what we did, before anything the process says', () => {
    const output = emptyCmdenvSummary();
    readCmdenvLine(output, '<!> Simulation time limit reached -- at t=1s, event #1');
    const stop = { kind: 'limit', limit: 'memory', allowed: 10, used: 11 } as const;
    expect(classifyEnd({ exitCode: 0, signal: undefined, output, stop })).toEqual({
      reason: 'killed',
      limit: 'memory',
      allowed: 10,
      used: 11,
    });
    expect(classifyEnd({ exitCode: 2, signal: undefined, output, stop: { kind: 'cancelled' } })).toEqual({
      reason: 'cancelled',
    });
  });
});

describe('a line of Cmdenv output', () => {
  it('tells progress with and without a limit, and in 7.0 with a thread', () => {
    const limited =
      '** Event #9407744   t=301933.789499048399   Elapsed: 2.00013s (0m 02s)  75% completed  (75% total)';
    expect(parseCmdenvLine(limited)).toMatchObject({ kind: 'status', progress: { events: 9407744, fraction: 0.75 } });
    const unlimited = parseCmdenvLine('** Event #12   t=1.5   Elapsed: 7200.1s (2h 00m)');
    expect(unlimited).toEqual({
      kind: 'status',
      elapsedSeconds: 7200.1,
      progress: { simulatedTime: '1.5', events: 12 },
    });
    const threaded = parseCmdenvLine(
      '** Event #12   t=1.5   Elapsed: 1s (0m 01s)  Thread 7f01  50% completed  (50% total)',
    );
    expect(threaded).toMatchObject({ progress: { fraction: 0.5 } });
    const single = parseCmdenvLine(
      '** Event #250000   t=123.74   Elapsed: 4.1s (0m 04s)  41% completed  (41% total)   ev/sec=60975.6',
    );
    expect(single).toMatchObject({ progress: { fraction: 0.41, eventsPerSecond: 60975.6 } });
  });

  it('takes fingerprint lists with INET ingredients apart', () => {
    const line =
      '<!> Fingerprint mismatch! calculated: aaaa-bbbb/tplx, cccc-dddd/~tNl, expected: 1111-2222/tplx, 3333-4444/~tNl';
    expect(parseCmdenvLine(line)).toEqual({
      kind: 'fingerprint',
      verified: false,
      calculated: 'aaaa-bbbb/tplx,cccc-dddd/~tNl',
      expected: '1111-2222/tplx,3333-4444/~tNl',
    });
  });

  it('keeps the module and event of an error, and gives alike errors one signature', () => {
    const signatureOf = (host: number, at: string) => {
      const line = `<!> Error: Queue overflow: 100${host} jobs -- in module (queueing::Queue) Net.host[${host}].queue (id=3), at t=${at}s, event #67${host}`;
      const end = classifyEnd({ exitCode: 1, signal: undefined, stop: undefined, output: readAll([line]) });
      return end.reason === 'model-error' ? end.error : undefined;
    };
    const first = signatureOf(1, '12.5');
    expect(first).toMatchObject({
      message: 'Queue overflow: 1001 jobs',
      module: 'Net.host[1].queue',
      simulatedTime: '12.5',
      event: 671,
    });
    expect(first?.signature).toBe(signatureOf(7, '3')?.signature);
  });
});

function readAll(lines: readonly string[]) {
  const summary = emptyCmdenvSummary();
  for (const line of lines) readCmdenvLine(summary, line);
  return summary;
}
