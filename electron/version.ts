import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from './paths.ts';

/** The version in package.json. */
export const version: string = (
  JSON.parse(readFileSync(join(installation, 'package.json'), 'utf8')) as { version: string }
).version;
