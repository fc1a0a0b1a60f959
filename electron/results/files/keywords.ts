const keywords = [
  'version',
  'file',
  'run',
  'attr',
  'itervar',
  'config',
  'param',
  'scalar',
  'par',
  'statistic',
  'field',
  'bin',
  'vector',
] as const;

/** The first word of a line in a text result file. */
export type Keyword = (typeof keywords)[number];

interface Word {
  readonly keyword: Keyword;
  readonly bytes: Uint8Array;
}

// By first letter, so that at most three are looked at.
const words: ReadonlyArray<readonly Word[]> = Array.from({ length: 256 }, (_, first) =>
  keywords
    .filter(keyword => keyword.charCodeAt(0) === first)
    .map(keyword => ({ keyword, bytes: new TextEncoder().encode(keyword) })),
);

/** The keyword that stands at this place; undefined when it is none that is known. */
export function keywordAt(bytes: Uint8Array, at: number, end: number): Keyword | undefined {
  const candidates = words[bytes[at]!]!;
  for (const word of candidates) if (isWord(bytes, at, end, word.bytes)) return word.keyword;
  return undefined;
}

function isWord(bytes: Uint8Array, at: number, end: number, word: Uint8Array): boolean {
  const behind = at + word.length;
  if (behind > end || (behind < end && bytes[behind] !== 32 && bytes[behind] !== 9)) return false;
  for (let index = 1; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
  return true;
}
