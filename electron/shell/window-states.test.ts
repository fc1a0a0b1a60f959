import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openWindowStates } from './window-states.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-windows-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const state = { x: 10, y: 20, width: 800, height: 600, maximised: false };
const unexpected = (error: unknown) => expect.unreachable(String(error));

describe('window states', () => {
  it('are remembered for each kind of window from one life to the next', () => {
    const path = join(work, 'new', 'windows.json');
    const states = openWindowStates(path, unexpected);
    expect(states.read('main')).toBeUndefined();
    states.write('main', state);
    states.write('monitor', { ...state, width: 400 });
    const next = openWindowStates(path, unexpected);
    expect([next.read('main'), next.read('monitor')]).toEqual([state, { ...state, width: 400 }]);
  });

  it('are forgotten when the file is torn or says what cannot be', () => {
    const path = join(work, 'bad.json');
    for (const text of ['{"main":', '[]', '{"main":{"x":1}}', JSON.stringify({ main: { ...state, width: -5 } })]) {
      writeFileSync(path, text);
      expect(openWindowStates(path, unexpected).read('main')).toBeUndefined();
    }
    openWindowStates(path, unexpected).write('main', state);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ main: state });
  });

  it('that cannot be written are reported and do no harm', () => {
    const reported: unknown[] = [];
    const states = openWindowStates(join(import.meta.filename, 'windows.json'), error => reported.push(error));
    states.write('main', state);
    expect(reported).toHaveLength(1);
    expect(states.read('main')).toEqual(state);
  });
});
