/** Draws the icons that packages need into `.vite/icons`: one source, every format. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IconIcns, IconIco } from '@shockpkg/icon-encoder';
import { drawIcon } from './draw-icon.ts';

/** Where the icons are: `icon.png`, `icon.ico`, `icon.icns`. */
export const iconFolder = join(import.meta.dirname, '../.vite/icons');

const icoSizes = [16, 24, 32, 48, 64, 256];
// macOS's names for its sizes, each also as twice the resolution of the one below.
const icnsTypes: ReadonlyArray<readonly [string, number]> = [
  ['ic04', 16],
  ['ic05', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
];

/** Draws them all. */
export async function buildIcons(): Promise<void> {
  await mkdir(iconFolder, { recursive: true });
  const ico = new IconIco();
  for (const size of icoSizes) await ico.addFromPng(drawIcon(size), size >= 256, false);
  const icns = new IconIcns();
  for (const [type, size] of icnsTypes) await icns.addFromPng(drawIcon(size), [type], false);
  await writeFile(join(iconFolder, 'icon.ico'), ico.encode());
  await writeFile(join(iconFolder, 'icon.icns'), icns.encode());
  await writeFile(join(iconFolder, 'icon.png'), drawIcon(512));
}
