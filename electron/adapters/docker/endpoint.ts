import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { type CommandOptions, type CommandResult, runCommand } from '../../../worker-images/worker/run-command.ts';

/** A way to a Docker engine: its socket on this computer, or a stream that a tunnel makes to one far away. */
export interface DockerEndpoint {
  /** What people and failures call it. */
  readonly address: string;
  /** Opens a stream to the engine's API. */
  connect(): Duplex;
  /** Runs the docker program against the engine, here or over there. */
  runDocker(args: readonly string[], options?: CommandOptions, signal?: AbortSignal): Promise<CommandResult>;
}

/** The engine behind a Unix socket, with the docker program of this computer. */
export function socketEndpoint(path: string): DockerEndpoint {
  const address = `unix://${path}`;
  return {
    address,
    connect: () => connect(path),
    runDocker: (args, options, signal) =>
      runCommand(
        ['docker', '--host', address, ...args],
        { neededFor: 'deploying to a Docker swarm', ...options },
        signal,
      ),
  };
}
