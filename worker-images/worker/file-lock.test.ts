import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lockFile, tryLock } from './file-lock.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-lock-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

it('lets many share and one alone', () => {
  const path = join(work, 'one');
  const first = tryLock(path, 'shared');
  const second = tryLock(path, 'shared');
  expect(first && second).toBeDefined();
  expect(tryLock(path, 'exclusive')).toBeUndefined();
  first?.release();
  second?.release();
  const alone = tryLock(path, 'exclusive');
  expect(alone).toBeDefined();
  expect(tryLock(path, 'shared')).toBeUndefined();
  expect(tryLock(path, 'exclusive')).toBeUndefined();
  alone?.release();
  tryLock(path, 'exclusive')?.release();
});

it('falls free when its holder is killed', async () => {
  const path = join(work, 'two');
  const script = `import { tryLock } from ${JSON.stringify(join(import.meta.dirname, 'file-lock.ts'))};
    const lock = tryLock(${JSON.stringify(path)}, 'exclusive'); console.log(lock !== undefined); setInterval(() => lock, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(holder.stdout, 'data');
  expect(String(said)).toContain('true');
  expect(tryLock(path, 'shared')).toBeUndefined();
  const waiting = lockFile(path, 'shared');
  holder.kill('SIGKILL');
  (await waiting).release();
});

it('stops waiting when asked to', async () => {
  const path = join(work, 'three');
  const held = tryLock(path, 'exclusive');
  const controller = new AbortController();
  const waiting = lockFile(path, 'exclusive', controller.signal);
  controller.abort();
  await expect(waiting).rejects.toThrow();
  held?.release();
});
