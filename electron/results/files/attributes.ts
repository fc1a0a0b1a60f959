import { toSortedRecord } from './run-header.ts';
import { splitTokens, toToken } from './tokens.ts';
import { lineEnd, nextLine } from './vector-lines.ts';

/** Reads attribute lines; of two with one name the last counts. Lines that are none are left out: reading the file told of them. */
export function parseAttributes(bytes: Uint8Array): Record<string, string> {
  const attributes = new Map<string, string>();
  for (let line = 0; line < bytes.length; line = nextLine(bytes, line, bytes.length)) {
    const [, name, value] = splitTokens(bytes, line, lineEnd(bytes, line, bytes.length)) ?? [];
    if (name !== undefined && value !== undefined) attributes.set(name, value);
  }
  return toSortedRecord(attributes);
}

/** Writes attribute lines: how attributes are kept that do not come from a text file. */
export function writeAttributes(attributes: ReadonlyMap<string, string>): Uint8Array {
  const lines = [...attributes].map(([name, value]) => `attr ${toToken(name)} ${toToken(value)}\n`);
  return new TextEncoder().encode(lines.sort().join(''));
}
