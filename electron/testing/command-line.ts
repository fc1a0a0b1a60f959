/** Starts the command line as a person does, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A started command line and all it has said. */
export interface CommandLine {
  readonly process: ChildProcess;
  readonly said: { out: string; error: string };
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** Starts `simswarm …`; the storage folder keeps tests apart. */
export function startCommandLine(storage: string, ...args: string[]): CommandLine {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), '--storage', storage, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.error += chunk.toString();
  });
  const ended = new Promise<number | string>(resolve =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  return { process: child, said, ended };
}

/** Waits for something to become true; answers whether it did. */
export async function waitUntil(condition: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await new Promise(go => setTimeout(go, 25))) {
    if (condition()) return true;
  }
  return condition();
}
