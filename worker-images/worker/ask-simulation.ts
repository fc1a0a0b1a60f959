import { Failure, isFailure } from '../../contract/failure.ts';
import type { Expansion } from '../../contract/projects.ts';
import type { Commands } from './commands.ts';
import { createRunConfigReader, type EffectiveConfiguration } from './effective-configuration.ts';
import { parseRunList } from './expansion.ts';
import { type CommandResult, runCommand } from './run-command.ts';

/** A configuration's list command, and which of its runs are meant. */
export interface Question extends Pick<Commands, 'list' | 'environment' | 'workingDirectory'> {
  readonly runFilter: string | undefined;
}

/** Asks a simulation which runs a configuration expands to. Fails with `project.expand-failed` or `project.no-simulator`. */
export async function askRuns(question: Question, signal: AbortSignal): Promise<Expansion> {
  const { stdout } = await ask(question, 'runs', {}, signal);
  return parseRunList(stdout);
}

/** What of a run's effective configuration is kept. */
export interface EffectiveFacts {
  readonly hash: string;
  readonly resultFolder: string | undefined;
}

/** Asks a simulation what the ini file comes to for each run; the answer may be long and is read as it comes. */
export async function askEffectiveConfigurations(
  question: Question,
  signal: AbortSignal,
): Promise<Map<number, EffectiveFacts>> {
  const facts = new Map<number, EffectiveFacts>();
  const reader = createRunConfigReader();
  const take = (found: EffectiveConfiguration | undefined) => {
    if (found) facts.set(found.number, { hash: found.hash, resultFolder: resultFolderOf(found) });
  };
  await ask(question, 'runconfig', { keepOutput: false, onLine: line => take(reader.line(line)) }, signal);
  take(reader.end());
  return facts;
}

/** The same for one run, entry by entry. */
export async function askConfigurationOf(
  question: Question,
  run: number,
  signal: AbortSignal,
): Promise<EffectiveConfiguration['entries']> {
  const reader = createRunConfigReader();
  const { stdout } = await ask({ ...question, runFilter: String(run) }, 'runconfig', {}, signal);
  const found = stdout.split('\n').map(line => reader.line(line));
  return [...found, reader.end()].find(configuration => configuration?.number === run)?.entries ?? [];
}

function resultFolderOf({ entries }: EffectiveConfiguration): string | undefined {
  const value = entries.find(({ key }) => key === 'result-dir')?.value;
  return value?.replace(/^"(.*)"$/, '$1');
}

async function ask(
  { list, runFilter, environment, workingDirectory }: Question,
  what: string,
  options: { keepOutput?: boolean; onLine?: (line: string) => void },
  signal: AbortSignal,
): Promise<CommandResult> {
  const command: [string, ...string[]] = [...list, ...(runFilter ? ['-r', runFilter] : []), '-q', what];
  try {
    return await runCommand(command, { ...options, cwd: workingDirectory, environment }, signal);
  } catch (error) {
    throw toExpandFailure(error, command, workingDirectory);
  }
}

function toExpandFailure(error: unknown, command: string[], folder: string): unknown {
  if (isFailure(error, 'tool.missing')) {
    return new Failure('project.no-simulator', { folder, looked: [error.details.tool] }, error);
  }
  if (!isFailure(error, 'tool.failed')) return error;
  const { exitCode, lastLines } = error.details;
  const stderr = lastLines.join('\n');
  return new Failure(
    'project.expand-failed',
    { command, stderr, ...(exitCode === undefined ? {} : { exitCode }) },
    error,
  );
}
