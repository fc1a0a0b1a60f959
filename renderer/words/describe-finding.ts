import type { Finding } from '../../contract/projects.ts';
import { assertNever } from './assert-never.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-number.ts';

/** A finding of the pre-flight check in words: what, what it would lead to, and what the button does. */
export interface FindingWords {
  readonly title: string;
  readonly advice: string;
  readonly button?: string;
}

/** Finds the words for what the pre-flight check found. */
export function describeFinding(finding: Finding): FindingWords {
  const words = wordsOf(finding);
  const { fix } = finding;
  if (!fix) return words;
  switch (fix.action) {
    case 'add-option':
      return { ...words, button: `Add ${fix.option}` };
    case 'build':
      return { ...words, button: 'Compile now' };
    case 'choose-configuration':
      return { ...words, button: 'Choose another' };
    case 'reuse-results':
      return { ...words, button: 'Keep them and run what is missing' };
    default:
      return assertNever(fix);
  }
}

function wordsOf({ id, facts }: Finding): FindingWords {
  switch (id) {
    case 'unbounded-time':
      return {
        title: 'Nothing ends these runs',
        advice: 'The configuration sets no time limit, so a run may go on for ever. Give it one.',
      };
    case 'vectors-large':
      return {
        title: `Results may take ${sizeOf(facts.expected)}`,
        advice: `${roomOf(facts.room)}Switch vector recording off where you do not need it.`,
      };
    case 'dirty-tree':
      return {
        title: `${countOf(facts.files, 'file')} changed since the last commit`,
        advice:
          'Your working tree is run as it is. The changes are kept with the campaign, so that it stays known what was run. Commit to have a name for it.',
      };
    case 'unpushed-commit':
      return {
        title: `${countOf(facts.commits, 'commit')} not pushed yet`,
        advice: 'Nothing depends on it here, but others cannot get at this source. Push when you share the results.',
      };
    case 'abstract-configuration':
      return {
        title: 'This configuration is a base for others',
        advice: 'It is marked as abstract and not meant to be run itself. Choose one that extends it.',
      };
    case 'executable-missing':
      return {
        title: 'The program is not compiled yet',
        advice: `${textOf(facts.program, 'It')} is made by compiling. The campaign does that first; compile now to see its runs before.`,
      };
    case 'network-not-found':
      return {
        title: `The network ${textOf(facts.network, '')} was not found`,
        advice:
          'No NED file on the NED path declares it, so every run would fail at once. Check “network” in the ini file and the NED path.',
      };
    case 'ned-folder-not-found':
      return {
        title: `A NED folder is missing: ${textOf(facts.folder, '')}`,
        advice: 'It is on the NED path but not there. Create it or correct .nedfolders or ned-path.',
      };
    case 'results-overwritten':
      return {
        title: `${countOf(facts.files, 'result file')} would be overwritten`,
        advice:
          'They lie where these runs put theirs, and simswarm did not make them. Move them away first, or give the runs another folder.',
      };
    case 'disk-room':
      return {
        title: `Only ${sizeOf(facts.room)} left on the disk`,
        advice: 'Free some room first; a campaign pauses itself when the disk is full.',
      };
    case 'compiler-missing':
      return {
        title: `${textOf(facts.tool, 'A compiler')} was not found`,
        advice: 'Compiling would fail. Install it (Debian: apt-get install g++ make), then look again.',
      };
    default:
      return assertNever(id);
  }
}

type Fact = Finding['facts'][string] | undefined;

function sizeOf(fact: Fact): string {
  return typeof fact === 'number' ? formatBytes(fact) : 'a lot of room';
}

function roomOf(fact: Fact): string {
  return typeof fact === 'number' ? `${formatBytes(fact)} are left on the disk. ` : '';
}

function countOf(fact: Fact, one: string): string {
  return typeof fact === 'number' ? formatCounted(fact, one) : `Some ${one}s`;
}

function textOf(fact: Fact, otherwise: string): string {
  return typeof fact === 'string' ? fact : Array.isArray(fact) ? fact.join(', ') : otherwise;
}
