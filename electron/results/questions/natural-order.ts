const collator = new Intl.Collator('en', { numeric: true });

/** Orders texts as people do: numbers by what they are worth, everything else by its letters. */
export function naturally(a: string, b: string): number {
  const [x, y] = [toNumber(a), toNumber(b)];
  if (x !== undefined && y !== undefined && x !== y) return x - y;
  if (x !== undefined && y === undefined) return -1;
  if (x === undefined && y !== undefined) return 1;
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The number a text is, all of it; undefined when it is none. A unit is no part of a number. */
export function toNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
