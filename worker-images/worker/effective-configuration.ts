import { createHash } from 'node:crypto';

/** What one run's ini entries come to, from the answer to `-q runconfig`. */
export interface EffectiveConfiguration {
  readonly number: number;
  /** Hash of the entries that change what is simulated. */
  readonly hash: string;
  readonly entries: ReadonlyArray<{ key: string; value: string }>;
}

// Entries that change where or how something is shown, or how many siblings a run has, but not the run itself.
const immaterial =
  /^(description|extends|abstract|repeat|result-dir|output-(scalar|vector)-file|snapshot-file|eventlog-file|cmdenv-.*|qtenv-.*|cmdenv|experiment-label|measurement-label|replication-label|debug-.*|print-.*)$/;

/** Whether an entry of an ini file leaves what is simulated as it is. */
export function isImmaterial(key: string): boolean {
  return immaterial.test(key);
}

/** Reads `-q runconfig` line by line: feed lines, get a configuration whenever one is complete, call `end` for the last. */
export function createRunConfigReader() {
  let open: { number: number; entries: Array<{ key: string; value: string }> } | undefined;
  const close = (): EffectiveConfiguration | undefined => {
    if (!open) return undefined;
    const { number, entries } = open;
    open = undefined;
    return { number, entries, hash: hashEntries(entries) };
  };
  return {
    line(line: string): EffectiveConfiguration | undefined {
      const heading = /^Run (\d+):/.exec(line);
      if (heading) {
        const done = close();
        open = { number: Number(heading[1]), entries: [] };
        return done;
      }
      const entry = /^\s+(\S+)\s*=\s*(.*)$/.exec(line);
      if (entry && open) open.entries.push({ key: entry[1] ?? '', value: entry[2] ?? '' });
      return undefined;
    },
    end: close,
  };
}

// The first of several equal keys wins in a simulation, so order matters and stays.
function hashEntries(entries: ReadonlyArray<{ key: string; value: string }>): string {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  for (const { key, value } of entries) {
    if (immaterial.test(key) || seen.has(key)) continue;
    seen.add(key);
    hash.update(`${key}\0${value}\0`);
  }
  return hash.digest('hex').slice(0, 32);
}
