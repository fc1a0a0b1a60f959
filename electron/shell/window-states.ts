import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { WindowState } from './window-placement.ts';

/** The kinds of window there are; each kind remembers one state. */
export type WindowKind = 'main' | 'monitor' | 'view';

const state = WindowState.optional();
const WindowStatesFile = z.object({ main: state, monitor: state, view: state });

/** Remembers how windows were, in a file. */
export interface WindowStates {
  read(kind: WindowKind): WindowState | undefined;
  write(kind: WindowKind, state: WindowState): void;
}

/** Opens the memory of windows; a file that makes no sense is as good as none, since all it costs is a window in its first place. */
export function openWindowStates(path: string, reportBug: (error: unknown) => void): WindowStates {
  let states = readStates(path);
  return {
    read: kind => states[kind],
    write(kind, state) {
      states = { ...states, [kind]: state };
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(`${path}.partial`, JSON.stringify(states));
        renameSync(`${path}.partial`, path);
      } catch (error) {
        // A full disk is told where it matters; a window's place does not.
        reportBug(error);
      }
    },
  };
}

function readStates(path: string): z.infer<typeof WindowStatesFile> {
  try {
    return WindowStatesFile.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? {};
  } catch {
    return {};
  }
}
