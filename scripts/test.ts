/** `npm test`: types, lint, the example's own checks, unit and process tests, the page in a real browser, the shell in a real Electron, and the stack on real Docker hosts. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findBrowser } from './find-browser.ts';
import { describeCount, runCheck, runReporting, type SuiteCount, sum } from './run-suite.ts';

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

function vitestSuite(name: string, ...options: string[]): Promise<SuiteCount> {
  const path = join(tmpdir(), `simswarm-${name}-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  return runReporting(['npx', 'vitest', 'run', ...options, ...reporters], {
    path,
    read: json => {
      const report = VitestReport.parse(json);
      return {
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests + report.numTodoTests,
      };
    },
  });
}

async function pageTests(): Promise<SuiteCount> {
  if (!existsSync('e2e/playwright.config.ts')) return { passed: 0, failed: 0, skipped: 0 };
  const browser = findBrowser();
  if (!browser) {
    console.error('No Chromium was found, so the tests of the page are skipped. Debian: apt-get install chromium');
    return { passed: 0, failed: process.env.CI ? 1 : 0, skipped: 1 };
  }
  const path = join(tmpdir(), `simswarm-e2e-${process.pid}.json`);
  return runReporting(
    [
      'npx',
      'playwright',
      'test',
      '--pass-with-no-tests',
      '--config',
      'e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    {
      path,
      environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: path, CHROMIUM: browser },
      read: json => {
        const { stats } = PlaywrightReport.parse(json);
        return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
      },
    },
  );
}

const suites: ReadonlyArray<readonly [string, () => Promise<SuiteCount>]> = [
  ['types', () => runCheck(['node', 'scripts/types.ts'])],
  ['lint', () => runCheck(['npx', 'biome', 'check', '.'])],
  ['example', () => runCheck(['make', '-C', 'examples/queueing', '-j2', 'check'])],
  ['unit', () => vitestSuite('unit')],
  ['page', pageTests],
  ['electron', () => vitestSuite('electron', '--config', 'e2e/electron/vitest.config.ts')],
  ['swarm', () => vitestSuite('swarm', '--config', 'e2e/swarm/vitest.config.ts')],
];

const counts: SuiteCount[] = [];
for (const [name, run] of suites) {
  console.log(`\n== ${name}`);
  const count = await run();
  console.log(`== ${name}: ${describeCount(count)}`);
  counts.push(count);
}
const total = sum(counts);
console.log(describeCount(total));
process.exitCode = total.failed > 0 ? 1 : 0;
