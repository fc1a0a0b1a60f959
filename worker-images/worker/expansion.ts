import type { ExpandedRun, Expansion } from '../../contract/projects.ts';

const runLine = /^Run (\d+):\s*(.*)$/;

/**
 * Reads the answer to `-q runs`, as 5.x, 6.x and 7.0 print it, with or without `-s`: lines like
 * `Run 14: $numHosts=15, $mean=1, $repetition=0`. Values may hold commas and quotes, so only `, $` separates.
 */
export function parseRunList(output: string): Expansion {
  const variables: string[] = [];
  const runs: ExpandedRun[] = [];
  for (const line of output.split('\n')) {
    const match = runLine.exec(line.trimEnd());
    if (match) runs.push(toRun(Number(match[1]), splitValues(match[2] ?? ''), variables));
  }
  return { iterationVariables: variables, runs };
}

/** Splits `$a=1, $b="x, y", $repetition=0` into names and values, in the order printed. */
function splitValues(text: string): Array<readonly [name: string, value: string]> {
  if (!text.startsWith('$')) return [];
  return text
    .slice(1)
    .split(/, \$(?=[A-Za-z_0-9]+=)/)
    .map(part => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals), part.slice(equals + 1)] as const;
    });
}

function toRun(number: number, values: ReadonlyArray<readonly [string, string]>, variables: string[]): ExpandedRun {
  let repetition = 0;
  const aligned: string[] = [];
  for (const [name, value] of values) {
    if (name === 'repetition') {
      repetition = Number(value);
      continue;
    }
    let at = variables.indexOf(name);
    if (at < 0) at = variables.push(name) - 1;
    aligned[at] = value;
  }
  return { number, values: aligned, repetition };
}
