const namedAtMost = 6;

/** Names the values of which one was taken: “1.1 or 1.3”; of many, the first ones and how many more there are. */
export function formatChoice(values: readonly string[]): string {
  const named = values.length > namedAtMost ? values.slice(0, namedAtMost - 1) : values;
  const others = values.length - named.length;
  const last = others > 0 ? `${others} others` : named.at(-1);
  const before = others > 0 ? named : named.slice(0, -1);
  return before.length === 0 ? (last ?? '') : `${before.join(', ')} or ${last}`;
}
