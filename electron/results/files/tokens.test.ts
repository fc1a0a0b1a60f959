import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTokens, toToken } from './tokens.ts';

function split(line: string): string[] | undefined {
  const bytes = Buffer.from(line);
  return splitTokens(bytes, 0, bytes.length);
}

describe('a line', () => {
  it('is tokens between blanks and tabs', () => {
    expect(split('scalar\tNet.queue   length 1.5 ')).toEqual(['scalar', 'Net.queue', 'length', '1.5']);
    expect(split('')).toEqual([]);
  });

  it('has quoted tokens, in which backslashes mean something', () => {
    expect(split('attr title "queue length, \\"busy\\"" ""')).toEqual(['attr', 'title', 'queue length, "busy"', '']);
    expect(split('"a\\tb\\nc\\\\d\\x41\\x1\\q"')).toEqual(['a\tb\nc\\dA\x01q']);
  });

  it('has plain tokens, in which they mean nothing', () => {
    expect(split('par a\\tb c"d')).toEqual(['par', 'a\\tb', 'c"d']);
  });

  it('is none when a quote is not closed', () => {
    expect(split('attr title "queue')).toBeUndefined();
    expect(split('attr title "queue\\"')).toBeUndefined();
  });

  it('gives back what was written as a token', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }).filter(text => text.isWellFormed())), texts => {
        expect(split(texts.map(toToken).join(' '))).toEqual(texts);
      }),
    );
  });
});
