import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

const root = import.meta.dirname;

/**
 * Who may import whom. The longest matching folder speaks for a file; a file may always import its own folder.
 * `packages` are the npm packages allowed there; undefined allows all.
 */
const table: ReadonlyArray<{ folder: string; may: readonly string[]; packages?: readonly string[] }> = [
  { folder: 'contract', may: [], packages: ['zod', '@orpc/contract'] },
  {
    folder: 'worker-images',
    may: ['contract'],
    packages: ['node:', 'zod', 'bullmq', 'ioredis', 'mongodb', 'picomatch', 'tar-stream', 'pino'],
  },
  {
    folder: 'worker-images/dashboard',
    may: ['contract'],
    packages: [
      'node:',
      'bullmq',
      'ioredis',
      'pino',
      'hono',
      '@hono/node-server',
      '@bull-board/api',
      '@bull-board/hono',
    ],
  },
  { folder: 'worker-images/bundle.ts', may: [], packages: ['node:', 'esbuild'] },
  {
    folder: 'electron/services',
    may: ['contract', 'electron/results', 'worker-images/worker'],
    packages: ['node:', 'zod', '@orpc/contract', 'picomatch'],
  },
  { folder: 'electron/results', may: ['contract'], packages: ['node:', 'zod', 'picomatch', 'simple-statistics'] },
  { folder: 'electron/results/reveal.ts', may: ['contract'], packages: ['node:', 'open'] },
  { folder: 'electron/adapters', may: ['contract', 'electron/services', 'worker-images/worker'] },
  { folder: 'electron/host', may: ['contract', 'electron/services'] },
  {
    folder: 'electron/shell',
    may: [
      'contract',
      'electron/host',
      'electron/services',
      'electron/adapters/local/runner/runner.ts',
      'electron/compose.ts',
      'worker-images/worker/storage-failure.ts',
      'renderer/words',
    ],
  },
  { folder: 'electron', may: ['contract', 'electron', 'renderer/client', 'renderer/words', 'worker-images'] },
  { folder: 'renderer/client', may: ['contract'], packages: ['@orpc/client', '@orpc/contract', 'zod'] },
  { folder: 'renderer/models', may: ['contract', 'renderer/client', 'renderer/words'], packages: ['react', 'zod'] },
  { folder: 'renderer/words', may: ['contract'], packages: [] },
  { folder: 'renderer/parts', may: ['contract', 'renderer/models', 'renderer/words'] },
  {
    folder: 'renderer/parts/folder-dialog',
    may: ['contract', 'renderer/models', 'renderer/parts', 'renderer/words', 'renderer/client/desktop.ts'],
  },
  {
    folder: 'renderer/views',
    may: ['contract', 'renderer/models', 'renderer/parts', 'renderer/words', 'renderer/client/desktop.ts'],
  },
  { folder: 'renderer', may: ['contract', 'renderer'] },
];

const electronOnly = /^electron\/(main|preload)\.ts$|^electron\/shell\//;

interface Import {
  readonly file: string;
  readonly target: string;
}

function sourceFiles(): string[] {
  const files = globSync('{contract,electron,renderer,worker-images}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  return files
    .map(file => file.split(sep).join('/'))
    .filter(file => !/\.test\.tsx?$/.test(file) && !file.endsWith('.config.ts'));
}

function importsOf(file: string): Import[] {
  const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  const specifiers = [
    ...module.staticImports.map(statement => statement.moduleRequest.value),
    ...module.staticExports.flatMap(statement => statement.entries.flatMap(entry => entry.moduleRequest?.value ?? [])),
  ];
  return specifiers.map(specifier => ({
    file,
    target: specifier.startsWith('.') ? resolve(file, specifier) : specifier,
  }));
}

function resolve(file: string, specifier: string): string {
  return relative(root, join(root, dirname(file), specifier))
    .split(sep)
    .join('/');
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function rowOf(file: string) {
  return table.filter(row => isUnder(file, row.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

function isAllowed({ file, target }: Import): boolean {
  const row = rowOf(file);
  if (!row) return false;
  const isLocal = ['contract', 'electron', 'renderer', 'worker-images', 'stack', 'package.json'].some(top =>
    isUnder(target, top),
  );
  if (isLocal && target !== 'electron')
    return isUnder(target, row.folder) || row.may.some(folder => isUnder(target, folder));
  if (target === 'electron') return electronOnly.test(file);
  return (
    row.packages === undefined ||
    row.packages.some(name => (name.endsWith(':') ? target.startsWith(name) : isUnder(target, name)))
  );
}

describe('who may import whom', () => {
  it('holds for every import', () => {
    const broken = sourceFiles()
      .flatMap(importsOf)
      .filter(statement => !isAllowed(statement));
    expect(broken.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
  });

  it('refuses what the table forbids', () => {
    const forbidden: Import[] = [
      { file: 'contract/runs.ts', target: 'node:fs' },
      { file: 'electron/services/campaigns.ts', target: 'electron/adapters/git/repository.ts' },
      { file: 'electron/services/campaigns.ts', target: 'electron' },
      { file: 'renderer/models/model.ts', target: 'renderer/views/campaigns.tsx' },
      { file: 'worker-images/worker/simulate.ts', target: 'electron/host/serve.ts' },
    ];
    expect(forbidden.filter(isAllowed)).toEqual([]);
  });
});
