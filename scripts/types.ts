/** Checks the types of every runtime with its own configuration: contract, page, everything under Node. */
import { existsSync } from 'node:fs';
import { runShown } from './run-suite.ts';

const configurations = ['contract', '.', ...(existsSync('renderer/main.tsx') ? ['renderer'] : [])];
const codes = await Promise.all(configurations.map(folder => runShown(['npx', 'tsc', '--noEmit', '-p', folder])));
process.exitCode = codes.some(code => code !== 0) ? 1 : 0;
