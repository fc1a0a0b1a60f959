import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { isFailure } from '../../../contract/failure.ts';
import { searchPath } from '../../../worker-images/worker/commands.ts';
import { runCommand } from '../../../worker-images/worker/run-command.ts';
import { toStorageFailure } from '../../../worker-images/worker/storage-failure.ts';
import type { Check } from '../../services/health/health.ts';

const scarce = 2e9;

/** What campaigns on this computer need. */
export function createLocalChecks(storageFolder: string, simulatorPath: () => string | undefined): Check[] {
  return [
    tool(
      'compiler',
      'C++ compiler',
      [process.env.CXX ?? 'c++', '--version'],
      'compiling the project',
      'Install g++ or clang++ (Debian: apt-get install g++).',
    ),
    tool(
      'make',
      'make',
      ['make', '--version'],
      'compiling the project',
      'Install GNU make (Debian: apt-get install make).',
    ),
    tool(
      'git',
      'git',
      ['git', '--version'],
      'keeping the project’s source',
      'Install git (Debian: apt-get install git).',
    ),
    simulator(simulatorPath),
    storage(storageFolder),
  ];
}

function tool(id: string, title: string, command: [string, ...string[]], neededFor: string, fix: string): Check {
  return {
    id,
    title,
    fix,
    look: async signal => {
      const { stdout } = await runCommand(command, { neededFor }, signal);
      return { outcome: 'good', fact: stdout.split('\n')[0] ?? '' };
    },
  };
}

function simulator(simulatorPath: () => string | undefined): Check {
  const fix =
    'Start simswarm from a terminal in which OMNeT++’s setenv was sourced, or name its bin folder in the settings.';
  return {
    id: 'omnetpp',
    title: 'OMNeT++',
    fix,
    look: async signal => {
      const environment = searchPath(simulatorPath());
      try {
        const { stdout } = await runCommand(['opp_run', '-v'], { environment, allowedExitCodes: [0, 1] }, signal);
        return { outcome: 'good', fact: /Version: *([^,\n]+)/.exec(stdout)?.[1] ?? 'found' };
      } catch (error) {
        // Projects with a program of their own, like the example, do without.
        if (!isFailure(error, 'tool.missing')) throw error;
        return { outcome: 'warning', fact: 'opp_run was not found', fix };
      }
    },
  };
}

function storage(folder: string): Check {
  return {
    id: 'storage',
    title: 'Storage',
    fix: `Make ${folder} writable, and make room on its disk.`,
    look: async () => {
      await access(folder, constants.W_OK).catch(error => {
        throw toStorageFailure(error, folder);
      });
      const { bavail, bsize } = await statfs(folder);
      const room = bavail * bsize;
      const fact = `${(room / 1e9).toFixed(1)} GB free`;
      if (room > scarce) return { outcome: 'good', fact };
      return {
        outcome: 'warning',
        fact,
        fix: 'Make room: clean unused builds in the settings, or delete old campaigns.',
      };
    },
  };
}
