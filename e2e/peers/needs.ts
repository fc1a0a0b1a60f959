import { describe } from 'vitest';

/**
 * Describes tests that need real peers. Where one cannot be had they are skipped and the reason is printed; in CI that is a failure, so that nothing is
 * skipped in silence there.
 */
export function describeNeeding(name: string, reasons: ReadonlyArray<string | undefined>, tests: () => void): void {
  const missing = reasons.filter(reason => reason !== undefined);
  if (missing.length > 0 && process.env.CI) throw new Error(`${name}: ${missing.join('; ')}`);
  if (missing.length > 0) console.error(`SKIPPED: ${name}: ${missing.join('; ')}`);
  describe.skipIf(missing.length > 0)(name, tests);
}
