import { Failure } from '../../../contract/failure.ts';
import { type Pattern, PatternProblem, parsePattern } from './pattern.ts';

/** What a filter asks: leaves compare one field with a pattern. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | { readonly kind: 'match'; readonly field: string; readonly pattern: Pattern; readonly text: string };

const fields = /^(name|module|type|isfield|file|run|attr:.*|runattr:.*|itervar:.*|config:.*)$/s;

interface Lexeme {
  readonly kind: '(' | ')' | '=~' | 'and' | 'or' | 'not' | 'text' | 'end';
  readonly text: string;
  readonly position: number;
}

const longest = 5000;

/**
 * Reads OMNeT++'s filter language: `name =~ "queueingTime:*" AND module =~ **.queue`, a pattern alone means the name. Undefined for a blank
 * filter, which is none. Fails with `results.filter-invalid`, which tells where.
 */
export function parseFilter(filter: string | undefined): Filter | undefined {
  if (filter === undefined || filter.trim() === '') return undefined;
  if (filter.length > longest)
    throw new Failure('results.filter-invalid', {
      filter,
      position: longest,
      problem: `longer than ${longest} characters`,
    });
  return new FilterParser(filter).parse();
}

class FilterParser {
  readonly #source: string;
  readonly #lexemes: readonly Lexeme[];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    this.#lexemes = [...this.#split()];
  }

  parse(): Filter {
    const filter = this.#or();
    const rest = this.#next();
    if (rest.kind !== 'end') throw this.#wrong(rest, 'AND or OR is missing here');
    return filter;
  }

  #next(): Lexeme {
    return this.#lexemes[this.#at++] ?? { kind: 'end', text: '', position: this.#source.length };
  }

  #take(kind: Lexeme['kind']): boolean {
    if (this.#lexemes[this.#at]?.kind !== kind) return false;
    this.#at++;
    return true;
  }

  #wrong({ position }: Pick<Lexeme, 'position'>, problem: string, cause?: unknown): Failure {
    return new Failure('results.filter-invalid', { filter: this.#source, position, problem }, cause);
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#take('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#not();
    while (this.#take('and')) left = { kind: 'and', left, right: this.#not() };
    return left;
  }

  #not(): Filter {
    return this.#take('not') ? { kind: 'not', inner: this.#term() } : this.#term();
  }

  #term(): Filter {
    const first = this.#next();
    if (first.kind === '(') {
      const inner = this.#or();
      const close = this.#next();
      if (close.kind !== ')') throw this.#wrong(close, 'a parenthesis is not closed');
      return inner;
    }
    if (first.kind !== 'text') throw this.#wrong(first, 'a pattern is missing here');
    if (!this.#take('=~')) return this.#match('name', first);
    if (!fields.test(first.text)) throw this.#wrong(first, `${first.text} is no field`);
    const pattern = this.#next();
    if (pattern.kind !== 'text') throw this.#wrong(pattern, 'a pattern is missing here');
    return this.#match(first.text, pattern);
  }

  #match(field: string, lexeme: Lexeme): Filter {
    try {
      return { kind: 'match', field, pattern: parsePattern(lexeme.text), text: lexeme.text };
    } catch (error) {
      if (error instanceof PatternProblem) throw this.#wrong(lexeme, error.message, error);
      throw error;
    }
  }

  *#split(): Generator<Lexeme> {
    for (let position = 0; position < this.#source.length; ) {
      const rest = this.#source.slice(position);
      const blank = /^[ \t\r\n]+/.exec(rest)?.[0];
      if (blank) {
        position += blank.length;
        continue;
      }
      const lexeme = rest.startsWith('"') ? this.#quoted(position) : plainLexeme(rest, position);
      yield lexeme.lexeme;
      position += lexeme.length;
    }
  }

  #quoted(position: number): { lexeme: Lexeme; length: number } {
    const found = /^"((?:[^"\\]|\\.)*)"/s.exec(this.#source.slice(position));
    if (!found) throw this.#wrong({ position }, 'a quote is not closed');
    const text = (found[1] ?? '').replace(/\\(x[0-9a-fA-F]{1,2}|.)/gs, (all, code: string) => {
      const character = unescaped(code);
      if (character === undefined)
        throw this.#wrong({ position }, `${all} means nothing inside quotes; a backslash is \\\\`);
      return character;
    });
    return { lexeme: { kind: 'text', text, position }, length: found[0].length };
  }
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '"': '"',
  '\n': '',
};

function unescaped(code: string): string | undefined {
  return /^x./.test(code) ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : escapes[code];
}

function plainLexeme(rest: string, position: number): { lexeme: Lexeme; length: number } {
  const symbol = /^(\(|\)|=~)/.exec(rest)?.[0] as '(' | ')' | '=~' | undefined;
  if (symbol) return { lexeme: { kind: symbol, text: symbol, position }, length: symbol.length };
  const word = /^.(?:(?!=~)[^ \t\r\n()])*/s.exec(rest)?.[0] ?? '';
  const lower = word.toLowerCase();
  const kind = lower === 'and' || lower === 'or' || lower === 'not' ? lower : 'text';
  return { lexeme: { kind, text: word, position }, length: word.length };
}
