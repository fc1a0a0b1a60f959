/** Builds the page into dist/page unless what is there was built from these very sources. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist/page/.sources');

/** Makes sure that dist/page is the page of these sources; `tell` hears when that takes a moment. */
export async function ensurePage(tell: (text: string) => void): Promise<void> {
  const sources = hashSources();
  if (readStamp() === sources) return;
  tell('Building the page …');
  const { build } = await import('vite');
  await build({ configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
  writeFileSync(stamp, sources);
}

function hashSources(): string {
  const hash = createHash('sha256');
  const paths = globSync(['{renderer,contract}/**/*', 'package-lock.json'], { cwd: root, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

function readStamp(): string | undefined {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) await ensurePage(console.log);
