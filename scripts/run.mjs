// Starts a TypeScript entry point with a Node that can: this one, or the one that npm ci has put beside us. Plain JavaScript, so that any Node can say so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const needed = 24;
const [entry, ...rest] = process.argv.slice(2);
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const beside = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (Number(process.versions.node.split('.')[0]) >= needed) {
  process.argv.splice(1, 2, join(root, entry));
  await import(pathToFileURL(join(root, entry)).href);
} else if (existsSync(beside)) {
  const { status, signal } = spawnSync(beside, [join(root, entry), ...rest], { stdio: 'inherit' });
  process.exitCode = status ?? (signal ? 130 : 1);
} else {
  console.error(
    `simswarm needs Node ${needed}, but this is ${process.version}: run “npm ci” in ${root}, which brings it along.`,
  );
  process.exitCode = 1;
}
