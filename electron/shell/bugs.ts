import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

const largestLog = 1024 * 1024;

/** Where bugs are written down: an installed application has no terminal. The log is at most two megabytes, the older half in `bugs.old.log`. */
export function openBugLog(folder: string): (error: unknown, question: string) => void {
  const path = join(folder, 'bugs.log');
  return (error, question) => {
    const entry = `${new Date().toISOString()} ${question}: ${inspect(error, { depth: 4 })}\n`;
    console.error(`simswarm: ${entry}`);
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestLog) {
        renameSync(path, join(folder, 'bugs.old.log'));
      }
      appendFileSync(path, entry);
    } catch (problem) {
      // A full disk must not make a bug of a bug.
      console.error('simswarm: the bug could not be written down:', problem);
    }
  };
}
