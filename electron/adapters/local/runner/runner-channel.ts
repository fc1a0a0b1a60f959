import type { FromRunner, ToRunner } from './messages.ts';

/** The runner process's end of the channel to the application. */
export interface RunnerChannel {
  tell(message: FromRunner): void;
  onMessage(listener: (message: ToRunner) => void): void;
  /** The application is gone, or wants the runner to be. */
  onEnd(listener: () => void): void;
}

/** The part of Electron's `process.parentPort` that is needed here. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: ToRunner }) => void): unknown;
  postMessage(message: FromRunner): void;
}

/** Opens the channel the way this process was started: as Electron's utility process, or forked from Node. */
export function openRunnerChannel(): RunnerChannel {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  return parentPort ? overParentPort(parentPort) : overProcessChannel();
}

// Electron ends a utility process itself when its application is gone, and the guard ends what that leaves; a wanted end is a message.
function overParentPort(port: ParentPort): RunnerChannel {
  let ended = false;
  port.on('message', ({ data }) => {
    ended ||= data.kind === 'end';
  });
  return {
    // How the simulations die of the end is no news of theirs.
    tell: message => ended || port.postMessage(message),
    onMessage: listener => port.on('message', ({ data }) => listener(data)),
    onEnd: listener => port.on('message', ({ data }) => data.kind === 'end' && listener()),
  };
}

function overProcessChannel(): RunnerChannel {
  return {
    tell: message => process.connected && process.send?.(message),
    onMessage: listener => process.on('message', listener),
    onEnd: listener => process.on('disconnect', listener),
  };
}
