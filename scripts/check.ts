/** `npm run check`: what to run before every commit; everything at once, well under a minute. */
import { describeCount, runCheck, sum } from './run-suite.ts';

const counts = await Promise.all([
  runCheck(['node', 'scripts/types.ts']),
  runCheck(['npx', 'biome', 'check', '.']),
  runCheck(['npx', 'vitest', 'run', 'imports.test.ts', 'contract', 'renderer', 'electron/results', 'electron/host']),
]);
const total = sum(counts);
console.log(describeCount(total));
process.exitCode = total.failed > 0 ? 1 : 0;
