import { Failure } from '../../../contract/failure.ts';

/** One `key = value` of an ini file, with where it stands. */
export interface IniEntry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A section as written; `[Config X]` and `[X]` are the same section X. */
export interface IniSection {
  readonly name: string;
  readonly line: number;
  readonly entries: readonly IniEntry[];
}

/** A parsed ini file with everything it includes already in place. */
export interface IniText {
  readonly sections: readonly IniSection[];
  /** Paths as written, in order. */
  readonly includes: readonly string[];
}

/** Gives the text of an included file, by the path as written, and how to read what that one includes. */
export type ReadInclude = (path: string) => { text: string; path: string; readInclude: ReadInclude };

const deepestInclude = 20;

/** Parses OMNeT++'s ini format: sections, continuation lines, comments, includes. Fails with `project.ini-invalid`. */
export function parseIni(text: string, path: string, readInclude: ReadInclude): IniText {
  const sections = new Map<string, { name: string; line: number; entries: IniEntry[] }>();
  const includes: string[] = [];
  parseInto({ sections, includes, current: undefined }, text, path, readInclude, 0);
  return { sections: [...sections.values()], includes };
}

interface Parsing {
  readonly sections: Map<string, { name: string; line: number; entries: IniEntry[] }>;
  readonly includes: string[];
  current: { name: string; line: number; entries: IniEntry[] } | undefined;
}

function parseInto(state: Parsing, text: string, path: string, readInclude: ReadInclude, depth: number): void {
  for (const { content, line } of logicalLines(text)) {
    const invalid = (problem: string) => new Failure('project.ini-invalid', { path, line, problem });
    if (content.startsWith('[')) {
      state.current = openSection(state.sections, content, line, invalid);
    } else if (/^include\s/.test(content)) {
      if (depth >= deepestInclude) throw invalid('includes go round in a circle');
      const target = content.slice('include'.length).trim();
      state.includes.push(target);
      const included = readInclude(target);
      parseInto(state, included.text, included.path, included.readInclude, depth + 1);
    } else {
      takeEntry(state, content, line, invalid);
    }
  }
}

function openSection(
  sections: Parsing['sections'],
  content: string,
  line: number,
  invalid: (problem: string) => Failure,
) {
  const heading = /^\[\s*(?:Config\s+)?([^\]]+?)\s*\]$/.exec(content);
  if (!heading?.[1]) throw invalid(`“${content}” is no section heading`);
  const section = sections.get(heading[1]) ?? { name: heading[1], line, entries: [] };
  sections.set(section.name, section);
  return section;
}

function takeEntry(state: Parsing, content: string, line: number, invalid: (problem: string) => Failure): void {
  const equals = content.indexOf('=');
  if (equals < 1) throw invalid(`“${content.slice(0, 60)}” is neither a heading nor key = value`);
  // Entries before the first heading belong to [General], as the simulation reads them.
  state.current ??= openSection(state.sections, '[General]', line, invalid);
  state.current.entries.push({ key: content.slice(0, equals).trim(), value: content.slice(equals + 1).trim(), line });
}

/** Joins lines that end in a backslash or are followed by indented ones, and drops comments and blank lines. */
function* logicalLines(text: string): Generator<{ content: string; line: number }> {
  let pending: { content: string; line: number } | undefined;
  let joins = false;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const content = stripComment(raw).trimEnd();
    const continues = joins || (/^\s/.test(raw) && content.trim() !== '' && pending !== undefined);
    joins = content.endsWith('\\');
    const piece = joins ? content.slice(0, -1) : content;
    if (continues && pending) {
      pending = { content: `${pending.content} ${piece.trim()}`, line: pending.line };
    } else if (piece.trim() !== '') {
      if (pending) yield pending;
      pending = { content: piece.trim(), line: index + 1 };
    }
  }
  if (pending) yield pending;
}

// A `#` inside a quoted value is not a comment.
function stripComment(line: string): string {
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (character === '\\' && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (character === '#' && !quoted) return line.slice(0, at);
  }
  return line;
}
