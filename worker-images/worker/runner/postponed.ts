/** Work that begins a little later, or as soon as somebody says so. */
export interface Postponed {
  /** Begins it if it has not begun; resolves when it is done. */
  now(): Promise<void>;
}

/** Postpones work that would be in the way of something more urgent for a moment. */
export function postpone(work: () => Promise<void>, milliseconds: number): Postponed {
  let done: Promise<void> | undefined;
  const now = () => {
    clearTimeout(timer);
    done ??= work();
    return done;
  };
  const timer = setTimeout(() => void now(), milliseconds);
  return { now };
}
