import { useRef, useSyncExternalStore } from 'react';
import type { Model } from '../client/model.ts';

/** Draws a part of a model's state: the component is drawn anew only when that part is another. For what changes many times a second. */
export function usePart<State extends object, Part>(model: Model<State>, pick: (state: State) => Part): Part {
  const last = useRef<{ readonly part: Part }>(undefined);
  return useSyncExternalStore(model.subscribe, () => {
    const part = pick(model.read());
    if (!last.current || !isAlike(last.current.part, part)) last.current = { part };
    return last.current.part;
  });
}

/** Whether two small pieces of plain data say the same. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || !isPlain(a)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  return keys.length === others.length && keys.every(key => isAlike(fieldOf(a, key), fieldOf(b, key)));
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function fieldOf(value: object, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}
