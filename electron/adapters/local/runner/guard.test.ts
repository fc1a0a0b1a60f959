import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';

const work = mkdtempSync(join(tmpdir(), 'simswarm-guard-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await setTimeout(25)) if (condition()) return true;
  return condition();
}

/** Starts a process with a guard and two groups that nothing else would end: one polite, one deaf to SIGTERM. */
async function startGuarded(name: string): Promise<{ process: ChildProcess; folder: string; groups: number[] }> {
  const folder = join(work, name);
  mkdirSync(folder);
  const script = join(work, `${name}.ts`);
  writeFileSync(
    script,
    `import { spawn } from 'node:child_process';
     import { writeFileSync } from 'node:fs';
     import { startGuard } from ${JSON.stringify(join(import.meta.dirname, 'guard.ts'))};
     startGuard(${JSON.stringify(folder)});
     const start = (...command) => {
       const child = spawn(command[0], command.slice(1), { detached: true, stdio: 'ignore' });
       writeFileSync(${JSON.stringify(folder)} + '/' + child.pid, '');
       console.log(child.pid);
     };
     start('sleep', '600');
     start('/bin/sh', '-c', "trap '' TERM; while :; do sleep 600; done");
     setInterval(() => undefined, 1000);`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const groups: number[] = [];
  createInterface({ input: child.stdout }).on('line', line => groups.push(Number(line)));
  expect(await waitUntil(() => groups.length === 2 && groups.every(isAlive), 10_000)).toBe(true);
  return { process: child, folder, groups };
}

describe.skipIf(process.platform === 'win32')('the guard', () => {
  it('ends what a killed process leaves within five seconds, also what ignores SIGTERM', async () => {
    const guarded = await startGuarded('killed');
    guarded.process.kill('SIGKILL');
    expect(await waitUntil(() => !guarded.groups.some(isAlive), 5000)).toBe(true);
  });

  it('leaves alone what is not written down any more', async () => {
    const guarded = await startGuarded('forgotten');
    const [kept = 0, ended = 0] = guarded.groups;
    rmSync(join(guarded.folder, String(kept)));
    guarded.process.kill('SIGKILL');
    expect(await waitUntil(() => !isAlive(ended), 5000)).toBe(true);
    expect(isAlive(kept)).toBe(true);
    process.kill(kept, 'SIGKILL');
  });
});
