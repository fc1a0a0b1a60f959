import type { Cursor } from './decimal.ts';

/** A token's bytes: between the quotes when it is quoted. Reused from token to token. */
export interface Token extends Cursor {
  start: number;
  end: number;
  quoted: boolean;
  escaped: boolean;
}

/** A token reader's state, to be kept and used again. */
export function newToken(): Token {
  return { at: 0, start: 0, end: 0, quoted: false, escaped: false };
}

const blank = 32;
const tab = 9;
const quote = 34;
const backslash = 92;

/**
 * Reads the next token of a line and moves on behind it. Tokens are separated by blanks and tabs; one that begins with a quote ends with a quote.
 * False at the end of the line, and for a quote that is never closed (then `token.quoted` is set).
 */
export function readToken(bytes: Uint8Array, token: Token, end: number): boolean {
  let at = token.at;
  while (at < end && (bytes[at] === blank || bytes[at] === tab)) at++;
  token.quoted = false;
  token.escaped = false;
  if (at >= end) return false;
  if (bytes[at] === quote) return readQuoted(bytes, token, at + 1, end);
  token.start = at;
  while (at < end && bytes[at] !== blank && bytes[at] !== tab) at++;
  token.end = at;
  token.at = at;
  return true;
}

function readQuoted(bytes: Uint8Array, token: Token, start: number, end: number): boolean {
  let at = start;
  token.start = start;
  token.quoted = true;
  while (at < end && bytes[at] !== quote) {
    if (bytes[at] === backslash) {
      token.escaped = true;
      at++;
    }
    at++;
  }
  token.end = Math.min(at, end);
  token.at = at + 1;
  return at < end;
}

const utf8 = new TextDecoder();

/** The text of a token that was just read. */
export function tokenText(bytes: Uint8Array, token: Token): string {
  const text = utf8.decode(bytes.subarray(token.start, token.end));
  return token.escaped ? unescapeToken(text) : text;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

// The order of alternatives matters: an `\x` without digits stands for the character 0, as for OMNeT++.
function unescapeToken(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{0,2})|(.?))/gs, (_, hex: string | undefined, other: string) =>
    hex === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(hex || '0', 16)),
  );
}

/** All tokens of a line as text; undefined when a quote is not closed. The line ends before its line break. */
export function splitTokens(bytes: Uint8Array, start: number, end: number): string[] | undefined {
  const token = newToken();
  token.at = start;
  const tokens: string[] = [];
  while (readToken(bytes, token, end)) tokens.push(tokenText(bytes, token));
  return token.quoted ? undefined : tokens;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be quoted.
const needsQuotes = /^$|[\s\\"\x00-\x1f\x7f]/;

/** Writes a text as one token, quoted where the format needs it. */
export function toToken(text: string): string {
  return needsQuotes.test(text) ? quoteText(text) : text;
}

const named: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

/** A text in quotes, with OMNeT++'s escapes: named ones, and `\xHH` for other control characters. */
function quoteText(text: string): string {
  const escaped = (character: string) =>
    named[character] ?? `\\x${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
  return `"${text.replace(/["\\\x00-\x1f\x7f]/g, escaped)}"`;
}
