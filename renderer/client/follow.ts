import { isFailure } from '../../contract/failure.ts';
import type { Client } from './client.ts';
import type { Connection } from './connection.ts';

/** The part of a connection that following a watch needs. */
export type Line = Pick<Connection, 'client' | 'whenOpen'>;

/**
 * Hands every item of a watch to `take`, and asks again whenever the line comes back after a break; a watch's first item is the present state, so nothing is
 * missed. Resolves when the watch ends by itself or `signal` does; fails with whatever else ended it.
 */
export async function follow<Item>(
  line: Line,
  ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>,
  take: (item: Item) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await line.whenOpen(signal);
      for await (const item of ask(line.client, signal)) take(item);
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!isFailure(error, 'host.disconnected')) throw error;
      await turn();
    }
  }
}

/** Asks one question, and once more if the line breaks before the answer: for questions that change nothing. */
export async function askSafely<Answer>(
  line: Line,
  ask: (client: Client, signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  for (;;) {
    await line.whenOpen(signal);
    try {
      return await ask(line.client, signal);
    } catch (error) {
      if (!isFailure(error, 'host.disconnected')) throw error;
      await turn();
    }
  }
}

// A question can fail a moment before the line itself knows; asking again at once would never let it find out.
function turn(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 50));
}
