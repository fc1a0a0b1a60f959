import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const source = join(import.meta.dirname, '../renderer/public/icon.svg');

/** Draws the application's icon as a PNG of that many pixels each way. */
export function drawIcon(size: number): Buffer {
  return new Resvg(readFileSync(source), { fitTo: { mode: 'width', value: size } }).render().asPng();
}
