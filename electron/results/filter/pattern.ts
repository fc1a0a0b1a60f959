/** One step of a pattern. */
type Step =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'any-character' }
  | { readonly kind: 'any-sequence' }
  | {
      readonly kind: 'set';
      readonly ranges: ReadonlyArray<readonly [from: string, to: string]>;
      readonly negated: boolean;
    }
  | { readonly kind: 'number'; readonly from: number; readonly to: number };

/** Tells whether a text matches. */
export type Pattern = (text: string) => boolean;

/** A pattern that is none: a brace that is never closed. */
export class PatternProblem extends Error {}

/**
 * Reads a pattern of OMNeT++'s filter language: `?` one character, `*` and `**` any number of them, `{a-z}` and `{^a-z}` sets, `{5..10}` and `[5..10]` whole numbers,
 * `\` takes the meaning of what follows. The whole text must match, in its case.
 */
export function parsePattern(pattern: string): Pattern {
  const steps = parseSteps(pattern);
  const [only] = steps;
  if (steps.length === 0) return text => text === '';
  if (steps.length === 1 && only?.kind === 'literal') return text => text === only.text;
  if (steps.every(step => step.kind === 'any-sequence')) return () => true;
  return remembering(text => matches(steps, text));
}

const mostRemembered = 10_000;

// The same few texts are asked about again and again.
function remembering(decide: Pattern): Pattern {
  const decided = new Map<string, boolean>();
  return text => {
    const known = decided.get(text);
    if (known !== undefined) return known;
    const decision = decide(text);
    if (decided.size < mostRemembered) decided.set(text, decision);
    return decision;
  };
}

function parseSteps(pattern: string): Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < pattern.length) {
    const [step, next] = parseStep(pattern, at, steps.at(-1));
    steps.push(step);
    at = next;
  }
  return steps;
}

function parseStep(pattern: string, at: number, before: Step | undefined): [Step, next: number] {
  const character = pattern[at];
  if (character === '?') return [{ kind: 'any-character' }, at + 1];
  if (character === '*') return [{ kind: 'any-sequence' }, pattern[at + 1] === '*' ? at + 2 : at + 1];
  if (character === '{') return parseNumbers(pattern, at, '}') ?? parseSet(pattern, at);
  // The brackets themselves are part of the text, before and after the number.
  const isIndex = character === '[' && before?.kind === 'literal' && before.text.endsWith('[');
  const numbers = isIndex ? parseNumbers(pattern, at, ']') : undefined;
  return numbers ? [numbers[0], numbers[1] - 1] : parseLiteral(pattern, at);
}

function parseNumbers(pattern: string, at: number, close: string): [Step, next: number] | undefined {
  const found = /^[[{](\d*)\.\.(\d*)([\]}])/.exec(pattern.slice(at));
  if (!found || found[3] !== close) return undefined;
  const [all, from, to] = found;
  return [{ kind: 'number', from: from ? Number(from) : 0, to: to ? Number(to) : Infinity }, at + all.length];
}

function parseSet(pattern: string, at: number): [Step, next: number] {
  const negated = pattern[at + 1] === '^';
  const start = negated ? at + 2 : at + 1;
  const ranges: Array<readonly [string, string]> = [];
  let next = start;
  // A brace that comes first is a member.
  while (next < pattern.length && (pattern[next] !== '}' || next === start)) {
    const from = pattern[next] ?? '';
    const to = pattern[next + 1] === '-' ? pattern[next + 2] : undefined;
    const isRange = to !== undefined && to !== '}';
    ranges.push([from, isRange ? to : from]);
    next += isRange ? 3 : 1;
  }
  if (next >= pattern.length) throw new PatternProblem('a { is not closed');
  return [{ kind: 'set', ranges, negated }, next + 1];
}

function parseLiteral(pattern: string, start: number): [Step, next: number] {
  let text = '';
  let at = start;
  while (at < pattern.length && !'?{*'.includes(pattern[at] ?? '')) {
    if (pattern[at] === '\\') at++;
    text += pattern[at] ?? '';
    if (pattern[at] === '[' && parseNumbers(pattern, at, ']')) return [{ kind: 'literal', text }, at];
    at++;
  }
  return [{ kind: 'literal', text }, at];
}

// Follows all possibilities at once, so that no pattern takes longer than its length times the text's.
function matches(steps: readonly Step[], text: string): boolean {
  let places: ReadonlySet<number> = new Set([0]);
  for (const step of steps) {
    const next = new Set<number>();
    if (step.kind === 'any-sequence') {
      for (let place = smallest(places); place <= text.length; place++) next.add(place);
    } else {
      for (const place of places) {
        const length = lengthOf(step, text, place);
        if (length !== undefined) next.add(place + length);
      }
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(text.length);
}

function smallest(places: ReadonlySet<number>): number {
  let smallest = Infinity;
  for (const place of places) smallest = Math.min(smallest, place);
  return smallest;
}

// How much of the text a step takes at a place; undefined when it does not match there.
function lengthOf(step: Exclude<Step, { kind: 'any-sequence' }>, text: string, place: number): number | undefined {
  if (step.kind === 'literal') return text.startsWith(step.text, place) ? step.text.length : undefined;
  if (place >= text.length) return undefined;
  if (step.kind === 'any-character') return 1;
  if (step.kind === 'set') return isInSet(step, text[place] ?? '') ? 1 : undefined;
  const digits = /^\d+/.exec(text.slice(place))?.[0];
  return digits !== undefined && Number(digits) >= step.from && Number(digits) <= step.to ? digits.length : undefined;
}

function isInSet({ ranges, negated }: Extract<Step, { kind: 'set' }>, character: string): boolean {
  return ranges.some(([from, to]) => character >= from && character <= to) !== negated;
}
