import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createQuitting } from './quitting.ts';

function open(answers: Array<boolean | Error>, closing: Promise<void> = Promise.resolve()) {
  const said: string[] = [];
  const quitting = createQuitting({
    mayQuit: async () => {
      said.push('asked');
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer ?? true;
    },
    close: async () => {
      said.push('closing');
      await closing;
    },
    quit: () => said.push('quit'),
    reportBug: error => said.push(`bug: ${(error as Error).message}`),
  });
  const tryToQuit = async () => {
    let held = false;
    quitting.beforeQuit({ preventDefault: () => (held = true) });
    await setImmediate();
    return held;
  };
  return { said, quitting, tryToQuit };
}

describe('quitting', () => {
  it('asks, closes everything, and only then lets the process go', async () => {
    const { said, quitting, tryToQuit } = open([true]);
    expect(await tryToQuit()).toBe(true);
    expect(said).toEqual(['asked', 'closing', 'quit']);
    expect(quitting.isLeaving).toBe(true);
    expect(await tryToQuit()).toBe(false);
  });

  it('goes on when the person wants to stay, and asks again the next time', async () => {
    const { said, quitting, tryToQuit } = open([false, true]);
    expect(await tryToQuit()).toBe(true);
    expect([said, quitting.isLeaving]).toEqual([['asked'], false]);
    await tryToQuit();
    expect(said).toEqual(['asked', 'asked', 'closing', 'quit']);
  });

  it('closes once, however often it is told to', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { said, quitting, tryToQuit } = open([true], promise);
    await tryToQuit();
    expect(await tryToQuit()).toBe(true);
    quitting.leave();
    resolve();
    await setImmediate();
    expect(said).toEqual(['asked', 'closing', 'quit']);
  });

  it('leaves without a question when the terminal says so, also while it asks', async () => {
    const { said, quitting } = open([]);
    quitting.leave();
    await setImmediate();
    expect(said).toEqual(['closing', 'quit']);
    const answer = Promise.withResolvers<boolean>();
    let quits = 0;
    const asking = createQuitting({
      mayQuit: () => answer.promise,
      close: async () => undefined,
      quit: () => quits++,
      reportBug: () => undefined,
    });
    asking.beforeQuit({ preventDefault: () => undefined });
    asking.leave();
    answer.resolve(true);
    await setImmediate();
    expect(quits).toBe(1);
  });

  it('is not kept by what fails on the way', async () => {
    const { said, tryToQuit } = open([new Error('no dialog')], Promise.reject(new Error('cannot close')));
    await tryToQuit();
    expect(said).toEqual(['asked', 'bug: no dialog', 'closing', 'bug: cannot close', 'quit']);
  });
});
