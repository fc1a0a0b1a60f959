import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readSandboxFacts, whyNoSandbox } from './why-no-sandbox.ts';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const missingMark = join(root, 'node_modules/.cache/simswarm/no-electron');
const patience = 6000;
const forgetAfter = 24 * 3600 * 1000;

/** Electron, ready to be started with the application's arguments; resolves when it has ended. */
export interface Electron {
  start(args: readonly string[]): Promise<void>;
}

/**
 * Finds Electron, fetching its binary when it is not there yet; says what is happening, and answers undefined (after saying why) where it cannot be had. A failed
 * attempt is remembered for a day, unless `insist`.
 */
export async function findElectron(tell: (text: string) => void, insist: boolean): Promise<Electron | undefined> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    tell('There is no display, so the application is served as a page instead of in Electron.');
    return undefined;
  }
  const obstacle = findObstacle();
  const binary = obstacle === undefined ? (findBinary() ?? (await fetchBinary(tell, insist))) : undefined;
  if (binary === undefined) {
    const why = obstacle ?? 'Electron’s binary is not here and could not be fetched';
    tell(`${why}, so the application is served as a page.`);
    return undefined;
  }
  return { start: args => startElectron(binary, args) };
}

function findObstacle(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return whyNoSandbox(readSandboxFacts(join(electronFolder(), 'dist/chrome-sandbox')));
}

function electronFolder(): string {
  return dirname(require.resolve('electron/package.json'));
}

function findBinary(): string | undefined {
  const folder = electronFolder();
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const binary = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

async function fetchBinary(tell: (text: string) => void, insist: boolean): Promise<string | undefined> {
  if (!insist && wasMissingLately()) return undefined;
  tell('Fetching Electron (about 120 MB, once) …');
  const fetched = await runFetcher(tell);
  if (fetched) return findBinary();
  mkdirSync(dirname(missingMark), { recursive: true });
  writeFileSync(missingMark, '');
  return undefined;
}

function wasMissingLately(): boolean {
  const found = statSync(missingMark, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < forgetAfter;
}

// A process of its own, so that giving up ends whatever hangs in the network.
function runFetcher(tell: (text: string) => void): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, 'scripts/fetch-electron.ts')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise(resolve => {
    let timer = setTimeout(() => child.kill('SIGKILL'), patience);
    let shown = -1;
    child.stdout.on('data', (chunk: Buffer) => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), patience);
      const percent = Number(chunk.toString().trim().split('\n').at(-1));
      if (percent < shown + 20) return;
      shown = percent;
      tell(`  ${percent} %`);
    });
    child.once('error', () => resolve(false));
    child.once('exit', code => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

async function startElectron(binary: string, args: readonly string[]): Promise<void> {
  const { buildShell } = await import('./build-shell.ts');
  await buildShell();
  const child = spawn(binary, [root, ...args], { stdio: 'inherit' });
  // A Ctrl-C reaches Electron as well, which ends in its own time.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
