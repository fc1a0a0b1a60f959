import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogLines } from '../../contract/call.ts';
import { watchLog } from './log-tail.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-log-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let count = 0;
const newPath = () => join(work, `${++count}.log`);

/** Follows a log that `grow` adds to after each answer; ends when `grow` says so. */
async function follow(path: string, after: number | undefined, ...steps: string[]): Promise<LogLines[]> {
  const answers: LogLines[] = [];
  const left = [...steps];
  for await (const answer of watchLog(
    { path, after, isEnded: () => left.length === 0 },
    new AbortController().signal,
  )) {
    answers.push(answer);
    const step = left.shift();
    if (step !== undefined) appendFileSync(path, step);
  }
  return answers;
}

describe('a log that is followed', () => {
  it('comes in whole lines, the last one when nothing will follow', async () => {
    const answers = await follow(newPath(), undefined, 'one\ntw', 'o\nthree');
    expect(answers.flatMap(({ lines }) => lines)).toEqual(['one', 'two', 'three']);
    expect(answers.at(-1)).toMatchObject({ ended: true, missed: 0, next: 'one\ntwo\nthree'.length });
  });

  it('goes on from a position', async () => {
    const path = newPath();
    writeFileSync(path, 'one\ntwo\n');
    const [answer] = await follow(path, 4);
    expect(answer).toEqual({ lines: ['two'], next: 8, missed: 0, ended: true });
  });

  it('begins near the end of a long one and says what it left out', async () => {
    const path = newPath();
    const line = `${'x'.repeat(99)}\n`;
    writeFileSync(path, line.repeat(100_000));
    const [answer] = await follow(path, undefined);
    expect(answer?.lines.length).toBeGreaterThan(600);
    expect(answer?.lines.every(text => text.length === 99)).toBe(true);
    expect(answer?.missed).toBe(10_000_000 - (answer?.lines.length ?? 0) * 100);
    const [fromStart] = await follow(path, 0);
    expect(fromStart?.lines.length).toBeLessThan(2700);
    expect(fromStart?.missed).toBe(10_000_000 - (fromStart?.lines.length ?? 0) * 100);
  });

  it('ends when its reader leaves', async () => {
    const controller = new AbortController();
    for await (const _ of watchLog({ path: newPath(), after: undefined, isEnded: () => false }, controller.signal))
      controller.abort();
  });
});
