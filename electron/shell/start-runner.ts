import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { RunnerOptions } from '../adapters/local/runner/runner.ts';

const endsWithin = 5000;

/** Starts the runner as Electron's utility process: with the fuse against running as Node, there is no Node to fork. */
export const startRunner: NonNullable<RunnerOptions['startProcess']> = groupsFolder => {
  const child = utilityProcess.fork(join(import.meta.dirname, 'runner-process.js'), [groupsFolder], {
    serviceName: 'simswarm runner',
    stdio: 'inherit',
  });
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  return {
    // A message to a process that has just ended can bring down the application (electron/electron#53923).
    send: message => ended || child.postMessage(message),
    onMessage: listener => child.on('message', listener),
    onExit: listener => child.once('exit', () => setImmediate(listener)),
    disconnect() {
      if (ended) return;
      child.postMessage({ kind: 'end' });
      const timer = setTimeout(() => child.kill(), endsWithin);
      child.once('exit', () => clearTimeout(timer));
    },
  };
};
