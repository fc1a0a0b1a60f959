import { z } from 'zod';
import type { Line } from '../../client/follow.ts';
import { Remembered } from '../../client/remembered.ts';
import { Action } from '../action.ts';

/** What is typed to add a swarm. */
export interface SwarmDraft {
  readonly name: string;
  readonly path: string;
  readonly initialise: boolean;
}

const usualPath = '/var/run/docker.sock';
const memory = new Remembered('add-swarm', z.object({ path: z.string().min(1) }), { path: usualPath });

/** A draft with the socket that was used last, at first Docker's usual one. */
export function newSwarmDraft(): SwarmDraft {
  return { name: '', path: memory.read().path, initialise: false };
}

/** Adds a swarm that is reached by a Docker socket. */
export class AddSwarm {
  readonly action = new Action();
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Answers with the new cluster's id; undefined when it failed, which `action` tells. */
  async add({ name, path, initialise }: SwarmDraft): Promise<string | undefined> {
    let id: string | undefined;
    const address = { kind: 'socket', path: path.trim() } as const;
    await this.action.run(async () => {
      id = (await this.#line.client.swarms.add({ name: name.trim(), address, initialise })).clusterId;
      memory.write({ path: address.path });
    });
    return id;
  }
}
