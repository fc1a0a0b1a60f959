/**
 * Puts values into `{name}` placeholders inside single arguments; an argument never splits, so blanks and quotes need no care.
 * Placeholders without a value stay as they are.
 */
export function fillArguments(
  command: readonly string[],
  values: Readonly<Record<string, string>>,
): [string, ...string[]] {
  const [program = '', ...rest] = command.map(argument => fillText(argument, values));
  return [program, ...rest];
}

/** The same for one text, e.g. an environment variable's value. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
