import type { Configuration } from '../../../contract/projects.ts';
import type { IniEntry, IniSection, IniText } from './ini-file.ts';

/** Makes what the page shows of every configuration: what it inherits and what its effective text says. */
export function toConfigurations(ini: IniText): Configuration[] {
  const sections = new Map(ini.sections.map(section => [section.name, section]));
  return ini.sections.map(section => toConfiguration(section, sections));
}

function toConfiguration(section: IniSection, sections: ReadonlyMap<string, IniSection>): Configuration {
  const chain = inheritanceOf(section.name, sections);
  const own = (key: string) => valueIn([section], key);
  const effective = (key: string) =>
    valueIn(
      chain.map(name => sections.get(name)),
      key,
    );
  const description = own('description');
  const optional = {
    network: effective('network'),
    repeat: effective('repeat'),
    simTimeLimit: effective('sim-time-limit'),
    description,
  };
  return {
    name: section.name,
    inherits: chain.slice(1),
    abstract: own('abstract') === 'true',
    iterationVariables: iterationVariablesOf(chain.flatMap(name => sections.get(name)?.entries ?? [])),
    line: section.line,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** The sections a configuration's entries come from, itself first, `General` last; circles end where they close. */
function inheritanceOf(name: string, sections: ReadonlyMap<string, IniSection>): string[] {
  const chain: string[] = [];
  const visit = (current: string) => {
    if (chain.includes(current) || current === 'General') return;
    chain.push(current);
    const bases = valueIn([sections.get(current)], 'extends')?.split(',') ?? [];
    for (const base of bases) visit(base.trim());
  };
  visit(name);
  return sections.has('General') || name === 'General' ? [...chain, 'General'] : chain;
}

function valueIn(sections: ReadonlyArray<IniSection | undefined>, key: string): string | undefined {
  for (const section of sections) {
    const entry = section?.entries.find(candidate => candidate.key === key);
    if (entry) return unquote(entry.value);
  }
  return undefined;
}

function unquote(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(value);
  return quoted?.[1] === undefined ? value : quoted[1].replace(/\\(.)/g, '$1');
}

/** `${name=…}` in the order of appearance; unnamed ones are `$0`, `$1`, … as the simulation calls them. */
function iterationVariablesOf(entries: readonly IniEntry[]): string[] {
  const names = new Set<string>();
  let unnamed = 0;
  for (const entry of entries) {
    for (const match of entry.value.matchAll(/\$\{([^}]*)\}/g)) {
      const named = /^\s*([A-Za-z_]\w*)\s*=/.exec(match[1] ?? '');
      if (named?.[1]) names.add(named[1]);
      else if (/[,.]/.test(match[1] ?? '')) names.add(`${unnamed++}`);
    }
  }
  return [...names];
}
