import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ProjectProfile } from '../../../../contract/projects.ts';
import { createSnapshots } from '../../git/snapshots.ts';
import { openBuilds } from './builds.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-builds-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const profile: ProjectProfile = {
  kind: 'custom',
  name: 'tool',
  build: { commands: [['simswarm-test-tool', 'made.txt']] },
  artifact: { include: ['**'], exclude: [] },
  run: ['x'],
  list: ['x'],
  environment: {},
};
const silent = { progress: () => undefined, line: () => undefined };

it('finds a build’s programs in the folder that the settings name, and says which is missing without', async () => {
  const project = join(work, 'project');
  const programs = join(work, 'bin');
  for (const folder of [project, programs]) mkdirSync(folder);
  writeFileSync(join(project, 'omnetpp.ini'), '[General]\n');
  writeFileSync(join(programs, 'simswarm-test-tool'), '#!/bin/sh\necho made > "$1"\n', { mode: 0o755 });
  let simulatorPath: string | undefined;
  const builds = openBuilds({
    storageFolder: join(work, 'storage'),
    snapshots: createSnapshots(join(work, 'snapshots')),
    simulatorPath: () => simulatorPath,
  });
  const build = () => builds.build(project, profile, 'release', silent, new AbortController().signal);
  await expect(build()).rejects.toMatchObject({ code: 'tool.missing', details: { tool: 'simswarm-test-tool' } });
  simulatorPath = programs;
  const { artifactFolder } = await build();
  expect(readFileSync(join(artifactFolder, 'made.txt'), 'utf8')).toBe('made\n');
});
