import { isDeepStrictEqual } from 'node:util';
import { isFailure } from '../../../contract/failure.ts';
import type { SwarmState } from '../../../contract/swarms.ts';
import { ask, type Engine } from './engine.ts';
import { readSwarmState } from './swarm-state.ts';

/** Events tell of nodes and services at once, of tasks on other nodes never: those are looked at again this often. */
const lookEvery = 2000;
const restBetween = 500;
/** Health checks alone would ring every few seconds with `exec` events. */
const told = ['create', 'update', 'remove', 'start', 'die', 'health_status'];

/**
 * Follows nodes, services and tasks of a stack: the present state first, then every state that is different, at most two a second. Ends with `signal`;
 * fails with `docker.unreachable` when the engine is gone.
 */
export async function* watchSwarm(engine: Engine, stack: string, signal: AbortSignal): AsyncGenerator<SwarmState> {
  const bell = new Bell();
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  const listening = listen(engine, bell, until);
  let known: SwarmState | undefined;
  try {
    while (!signal.aborted) {
      const state = await readSwarmState(engine, stack);
      if (!isDeepStrictEqual(state, known)) yield state;
      known = state;
      await rest(restBetween, until);
      await bell.wait(lookEvery - restBetween, until);
    }
  } finally {
    ended.abort();
    await listening;
  }
}

/** Rings for every event of nodes, services and containers; a torn stream of events is only less news, the looks go on. */
async function listen(engine: Engine, bell: Bell, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await ask(engine, 'listening to events', () =>
        engine.api.getEvents({ filters: { type: ['node', 'service', 'container'], event: told }, abortSignal: signal }),
      );
      for await (const _ of events) bell.ring();
    } catch (error) {
      if (!signal.aborted && !isFailure(error, 'docker.unreachable', 'docker.refused') && !isTorn(error)) throw error;
    }
    await rest(lookEvery, signal);
  }
}

function isTorn(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

/** Wakes who waits, also when it rang before. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung)
      await rest(milliseconds, signal, wake => {
        this.#wake = wake;
      });
    this.#rung = false;
    this.#wake = undefined;
  }
}

function rest(milliseconds: number, signal: AbortSignal, offer?: (wake: () => void) => void): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    offer?.(end);
  });
}
