import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openBugLog } from './bugs.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-bugs-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the log of bugs', () => {
  it('keeps what happened and where, with its cause, and stays small', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const folder = join(work, 'storage');
    const reportBug = openBugLog(folder);
    reportBug(new Error('outer', { cause: new Error('inner') }), 'runs.watch');
    expect(readFileSync(join(folder, 'bugs.log'), 'utf8')).toMatch(/runs\.watch: Error: outer[\s\S]*inner/);
    for (let count = 0; count < 250; count++) reportBug('x'.repeat(9000), 'flood');
    expect(statSync(join(folder, 'bugs.log')).size).toBeLessThan(2_000_000);
    expect(statSync(join(folder, 'bugs.old.log')).size).toBeLessThan(2_000_000);
    openBugLog(join(folder, 'bugs.log'))(new Error('no folder'), 'anything');
    expect(said).toHaveBeenLastCalledWith('simswarm: the bug could not be written down:', expect.anything());
    said.mockRestore();
  });
});
