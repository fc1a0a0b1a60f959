/** Writes a command so that it can be pasted into a POSIX shell and means the same. */
export function formatCommand(command: readonly string[]): string {
  return command.map(quote).join(' ');
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
