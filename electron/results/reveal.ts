import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import open from 'open';
import { Failure } from '../../contract/failure.ts';

/** Shows a file or folder in the desktop's file viewer; false where there is no desktop to show it. */
export async function reveal(path: string): Promise<boolean> {
  const stats = await stat(path).catch(error => {
    throw new Failure('file.not-found', { path }, error);
  });
  if (!hasDesktop()) return false;
  // Most file viewers show folders and nothing else.
  const viewer = await open(stats.isDirectory() ? path : dirname(path));
  return new Promise(resolve => {
    viewer.once('error', () => resolve(false));
    viewer.once('spawn', () => resolve(true));
  });
}

function hasDesktop(): boolean {
  if (process.platform !== 'linux') return true;
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
}
