import { assertNever } from '../assert-never.ts';
import { formatBytes } from '../format-bytes.ts';
import { describeExit, type FailureOf, type FailureWords } from './failure-words.ts';

/** Words for files, folders and disks. */
export function describeFile(failure: FailureOf<'file'> | FailureOf<'disk'>): FailureWords {
  const { path } = failure.details;
  switch (failure.code) {
    case 'file.not-found':
      return {
        title: 'The file or folder is not there',
        advice: `${path} may have been moved or deleted.`,
        action: 'retry',
      };
    case 'file.not-readable':
      return { title: 'A file cannot be read', advice: `${path}: ${failure.details.problem}.`, action: 'retry' };
    case 'file.not-writable':
      return {
        title: 'A file cannot be written',
        advice: `${path}: ${failure.details.problem}. Check permissions, or choose another folder.`,
        action: 'retry',
      };
    case 'file.exists':
      return {
        title: 'The file is already there',
        advice: `${path} would be overwritten. Choose another name or folder.`,
      };
    case 'disk.full':
      return {
        title: 'The disk is full',
        advice: `${path}${describeRoom(failure.details.availableBytes)} Free some room, then go on; nothing that was finished is lost.`,
        action: 'retry',
      };
    default:
      return assertNever(failure);
  }
}

function describeRoom(bytes: number | undefined): string {
  return bytes === undefined ? '.' : ` has ${formatBytes(bytes)} left.`;
}

/** Words for projects that cannot be read or asked. */
export function describeProject(failure: FailureOf<'project'>): FailureWords {
  switch (failure.code) {
    case 'project.not-a-folder':
      return {
        title: 'This is not a folder',
        advice: `${failure.details.path} cannot be opened as a project.`,
        action: 'choose-project',
      };
    case 'project.profile-invalid':
      return {
        title: 'The project file has a mistake',
        advice: `${failure.details.path}: ${failure.details.problem}. Correct it and read the project again.`,
        action: 'retry',
      };
    case 'project.no-configurations':
      return {
        title: 'There is nothing to run here',
        advice: `No ini file with configurations was found in ${failure.details.path}. Choose the folder that has omnetpp.ini in it.`,
        action: 'choose-project',
      };
    case 'project.ini-invalid':
      return {
        title: 'An ini file has a mistake',
        advice: `${failure.details.path}, line ${failure.details.line}: ${failure.details.problem}.`,
        action: 'retry',
      };
    case 'project.moved':
      return {
        title: 'The project is no longer where it was',
        advice: `${failure.details.path} is gone. Move it back, or open it at its new place.`,
        action: 'choose-project',
      };
    case 'project.not-built':
      return {
        title: 'The project is not compiled yet',
        advice: 'Its runs are known once it is. Compile it now, or just start the campaign: that compiles it first.',
        action: 'build',
      };
    case 'project.no-simulator':
      return {
        title: 'No OMNeT++ was found to run this project',
        advice: `Looked for ${failure.details.looked.join(', ')}. Say in Settings where OMNeT++ is.`,
        action: 'open-settings',
      };
    case 'project.expand-failed':
      return {
        title: 'The simulation could not list its runs',
        advice:
          firstLine(failure.details.stderr) ??
          `It ended with exit code ${failure.details.exitCode ?? 'unknown'} and said nothing.`,
        action: 'retry',
        output: lines(failure.details.stderr),
      };
    case 'project.unknown-configuration': {
      const { configuration, known } = failure.details;
      return {
        title: configuration === '' ? 'Which configuration?' : `There is no configuration ${configuration}`,
        advice: `The ini file has: ${known.join(', ')}.`,
      };
    }
    default:
      return assertNever(failure);
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter(line => line.trim() !== '');
}

function firstLine(text: string): string | undefined {
  return lines(text)[0];
}

/** Words for compiling that failed. */
export function describeBuild(failure: FailureOf<'build'>): FailureWords {
  switch (failure.code) {
    case 'build.failed':
      return {
        title: `Compiling failed${describeExit(failure.details)}`,
        advice: 'The compiler says why. Correct the source and try again; what did compile is kept.',
        action: 'retry',
        output: failure.details.lines,
      };
    case 'build.artifact-empty':
      return {
        title: 'Compiling left nothing to run',
        advice: `No file matches ${failure.details.patterns.join(', ')}. Correct "artifact" in the project file.`,
      };
    case 'build.artifact-damaged':
      return {
        title: 'The compiled project was damaged',
        advice: `${failure.details.path} no longer is what was built. It is compiled again with the next campaign.`,
        action: 'retry',
      };
    default:
      return assertNever(failure);
  }
}
