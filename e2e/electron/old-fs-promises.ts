/** The promises of `node:fs` under the name that Node 12 knows them by. */
import { promises } from 'node:fs';

export const { readFile } = promises;
