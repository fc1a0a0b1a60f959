import { setImmediate } from 'node:timers/promises';

const sliceMilliseconds = 8;

/** Does work on many items without holding the event loop for longer than a few milliseconds at a time. */
export async function inSlices<Item, Result>(items: Iterable<Item>, work: (item: Item) => Result): Promise<Result[]> {
  const results: Result[] = [];
  let due = performance.now() + sliceMilliseconds;
  for (const item of items) {
    if (performance.now() > due) {
      await setImmediate();
      due = performance.now() + sliceMilliseconds;
    }
    results.push(work(item));
  }
  return results;
}

/** Cuts a list into pieces of at most `length` items. */
export function toPieces<Item>(items: readonly Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, at) =>
    items.slice(at * length, (at + 1) * length),
  );
}
