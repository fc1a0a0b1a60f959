import { arch, release, type } from 'node:os';
import type { AnyFailure, Failure } from '../../contract/failure.ts';
import type { HealthAbout } from '../../contract/health.ts';
import { describeFailure } from '../../renderer/words/describe-failure.ts';
import { type Application, openApplication } from '../application.ts';
import { servePageFiles } from '../host/page-files.ts';
import { defaultStorageFolder, exampleFolder, pageFolder } from '../paths.ts';
import { swarmSources } from '../swarm-sources.ts';
import { version } from '../version.ts';

/** What is said about this program, whichever way it was started. */
export function aboutThis(host: HealthAbout['host']): Omit<HealthAbout, 'storageFolder'> {
  return { version, node: process.version, host, platform: `${type()} ${release()}, ${arch()}` };
}

/** Says what a person should know although nobody asked. */
export function sayFailure(failure: Failure): void {
  const { title, advice } = describeFailure(failure as AnyFailure);
  console.error(`simswarm: ${title}. ${advice}`);
}

/** Opens the application for a command line: its own, or the one that a window already runs. */
export function openForCommandLine(storageFolder = defaultStorageFolder()): Promise<Application> {
  return openApplication({
    storageFolder,
    about: aboutThis('command-line'),
    example: exampleFolder,
    page: servePageFiles(pageFolder),
    swarm: swarmSources,
    tell: sayFailure,
    reportBug: (error, question) => console.error(`simswarm: ${question} failed unexpectedly:`, error),
  });
}
