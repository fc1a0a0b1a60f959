import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const keptIn = join(import.meta.dirname, '../../node_modules/.cache/simswarm/set-aside');

/**
 * Takes a folder of the checkout out of a test's way; what is returned removes what the test put there and brings the folder back. One that a killed test left
 * aside is brought back first.
 */
export function setAside(folder: string): () => void {
  const kept = join(keptIn, `${basename(dirname(folder))}-${basename(folder)}`);
  mkdirSync(keptIn, { recursive: true });
  const putBack = () => {
    rmSync(folder, { recursive: true, force: true });
    if (existsSync(kept)) renameSync(kept, folder);
  };
  if (existsSync(kept)) putBack();
  if (existsSync(folder)) renameSync(folder, kept);
  return putBack;
}
