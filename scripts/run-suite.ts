import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';

/** What one suite came to; a check that is either good or not counts as one. */
export interface SuiteCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs a command with its output shown as it comes; answers with its exit code (128 + signal when killed). */
export function runShown(
  command: readonly [string, ...string[]],
  environment: Record<string, string> = {},
): Promise<number> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

/** A check that passes or fails as a whole, e.g. types. */
export async function runCheck(command: readonly [string, ...string[]]): Promise<SuiteCount> {
  const good = (await runShown(command)) === 0;
  return { passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 };
}

/** Runs a suite that leaves a JSON report; a suite that dies without one, or fails outside its tests, counts as a failure. */
export async function runReporting(
  command: readonly [string, ...string[]],
  report: { path: string; environment?: Record<string, string>; read(json: unknown): SuiteCount },
): Promise<SuiteCount> {
  await rm(report.path, { force: true });
  const exitCode = await runShown(command, report.environment);
  const text = await readFile(report.path, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const count = report.read(JSON.parse(text));
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** Adds up suites. */
export function sum(counts: readonly SuiteCount[]): SuiteCount {
  const add = (key: keyof SuiteCount) => counts.reduce((total, count) => total + count[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** The one line that tells it all. */
export function describeCount({ passed, failed, skipped }: SuiteCount): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
