import { basename, dirname, join } from 'node:path';
import type { BuildMode, ProjectProfile } from '../../contract/projects.ts';
import { fillArguments, fillText } from './arguments.ts';
import { readNedPath, toNedPathArgument } from './ned-path.ts';

/** What a command needs to know of a project's tree and of what is asked. */
export interface CommandFrame {
  /** The tree that is run: the project itself, or what was prepared of it. */
  readonly root: string;
  readonly profile: ProjectProfile;
  /** Relative to the root. */
  readonly iniFile: string;
  readonly configuration: string;
  readonly options: readonly string[];
  readonly mode: BuildMode;
  /** Where to look for the simulator before the PATH. */
  readonly simulatorPath?: string | undefined;
}

/** How a configuration is run and asked for its runs, everything filled in but `{run}`. */
export interface Commands {
  readonly run: [string, ...string[]];
  readonly list: [string, ...string[]];
  readonly environment: Record<string, string>;
  /** Absolute. */
  readonly workingDirectory: string;
}

/** Fills a profile's commands for one configuration. */
export function toCommands(frame: CommandFrame): Commands {
  const { root, profile, options } = frame;
  const nedPath = readNedPath(root);
  const values = {
    root,
    ini: basename(frame.iniFile),
    configuration: frame.configuration,
    mode: frame.mode,
    debugSuffix: frame.mode === 'debug' ? '_dbg' : '',
    runSuffix: frame.mode === 'debug' ? '_dbg' : '_release',
    nedPath: toNedPathArgument(root, nedPath),
  };
  const excluded = profile.kind !== 'custom' && nedPath.excludedPackages.length > 0;
  const more = [...(excluded ? ['-x', nedPath.excludedPackages.join(';')] : []), ...options];
  return {
    run: fillArguments([...profile.run, ...more], values),
    list: fillArguments([...profile.list, ...more], values),
    environment: { ...fillEnvironment(profile, values), ...searchPath(frame.simulatorPath) },
    workingDirectory: join(root, dirname(frame.iniFile)),
  };
}

/** A profile's environment with its placeholders filled. */
export function fillEnvironment(
  profile: ProjectProfile,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(profile.environment).map(([name, text]) => [name, fillText(text, values)]));
}

/** The environment in which OMNeT++'s programs are found in a folder before the PATH. */
export function searchPath(simulatorPath: string | undefined): Record<string, string> {
  return simulatorPath ? { PATH: `${simulatorPath}:${process.env.PATH ?? ''}` } : {};
}
