import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../contract/call.ts';
import { type BuildDocument, type CampaignDocument, redisKeys, type StoredFile } from '../../../contract/queues.ts';
import { fillArguments } from '../arguments.ts';
import { buildProject } from '../build.ts';
import { fillEnvironment } from '../commands.ts';
import { lockFile } from '../file-lock.ts';
import { insertOnce } from '../journal/insert-once.ts';
import { showTail } from '../runner/log-tail.ts';
import { packFolder } from '../store/archive.ts';
import { removeFiles } from '../store/bucket.ts';
import { patiently } from '../store/patiently.ts';
import { readStored } from '../store/read-stored.ts';
import { storeFiles } from '../store/store-files.ts';
import type { BuilderParts } from './builder-parts.ts';
import { spreadCompilation } from './compile-hosts.ts';

/** Who watches a build. */
export interface BuildWatch {
  progress(progress: Progress): void;
  /** What the compiler said is stored, whether it succeeded or not. */
  logged(log: StoredFile): Promise<void>;
}

/** The key of a build: what is compiled, and by what. */
function buildKeyOf(sourceKey: string, toolchain: string): string {
  return createHash('sha256').update(`${sourceKey}\0${toolchain}`).digest('hex');
}

/** The build of a source: the one that is there, or a new one. Fails like `buildProject`. */
export async function findOrBuild(
  campaign: CampaignDocument,
  parts: BuilderParts,
  watch: BuildWatch,
  signal: AbortSignal,
): Promise<{ build: BuildDocument; reused: boolean }> {
  const key = buildKeyOf(campaign.sourceKey, parts.toolchain);
  const known = await findBuild(key, parts, signal);
  if (known) return { build: known, reused: true };
  return withSource(campaign, parts, signal, async source => {
    const meanwhile = await findBuild(key, parts, signal);
    if (meanwhile) return { build: meanwhile, reused: true };
    return { build: await buildAndPublish(key, campaign, source, parts, watch, signal), reused: false };
  });
}

function findBuild(key: string, { collections }: BuilderParts, signal: AbortSignal) {
  return patiently(() => collections.builds.findOne({ _id: key }), signal);
}

/** Does something with a campaign's source checked out, alone in its folder. */
export async function withSource<T>(
  { submission }: CampaignDocument,
  { mirror, folder }: BuilderParts,
  signal: AbortSignal,
  work: (source: string) => Promise<T>,
): Promise<T> {
  const name = `${submission.projectName.replaceAll(/[^\w.-]+/g, '-')}-${submission.request.mode}`;
  const source = join(folder, 'sources', name);
  const lock = await lockFile(`${source}.lock`, 'exclusive', signal);
  try {
    // A compiler that was killed may have left half an object file, which make would take for whole.
    if (existsSync(`${source}.building`)) await rm(source, { recursive: true, force: true });
    await rm(`${source}.building`, { force: true });
    await mkdir(source, { recursive: true });
    await mirror.checkOut(submission.source.parts, source, signal);
    return await work(source);
  } finally {
    lock.release();
  }
}

async function buildAndPublish(
  key: string,
  campaign: CampaignDocument,
  source: string,
  parts: BuilderParts,
  watch: BuildWatch,
  signal: AbortSignal,
): Promise<BuildDocument> {
  const work = join(parts.folder, 'work', randomBytes(4).toString('hex'));
  await mkdir(work, { recursive: true });
  try {
    const outcome = await compile(campaign, source, work, parts, watch, signal);
    watch.progress({ stage: 'store', fraction: 0.97 });
    const artifact = await storeArtifact(key, work, parts, signal);
    const build: BuildDocument = {
      _id: key,
      sourceKey: campaign.sourceKey,
      label: campaign.submission.source.label,
      ...outcome,
      artifact,
      builtAt: parts.clock.now(),
    };
    return await publish(build, parts, signal);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function compile(
  { submission, sourceKey }: CampaignDocument,
  source: string,
  work: string,
  parts: BuilderParts,
  watch: BuildWatch,
  signal: AbortSignal,
) {
  const { profile, request } = submission;
  const { environment, jobs } = await spreadCompilation(parts.compile);
  const values = { root: source, jobs: String(jobs), mode: request.mode };
  const logPath = join(work, 'log');
  const log = await open(logPath, 'w');
  const tail = showTail(parts.redis, redisKeys.buildLog(sourceKey), logPath);
  await writeFile(`${source}.building`, '');
  try {
    const outcome = await buildProject(
      {
        source,
        commands: profile.build?.commands.map(command => fillArguments(command, values)) ?? [],
        environment: { ...environment, ...fillEnvironment(profile, values) },
        artifact: profile.artifact,
        artifactFolder: join(work, 'artifact'),
      },
      { progress: watch.progress, line: text => void log.write(`${text}\n`) },
      signal,
    );
    await rm(`${source}.building`);
    return outcome;
  } finally {
    await log.close();
    await tail.end();
    // Told also when the build failed: that is when people look.
    if (!signal.aborted) await storeLog(sourceKey, logPath, parts, watch, signal);
  }
}

async function storeLog(
  sourceKey: string,
  path: string,
  { collections, clock }: BuilderParts,
  watch: BuildWatch,
  signal: AbortSignal,
): Promise<void> {
  const id = `build-log/${sourceKey}/${randomBytes(4).toString('hex')}`;
  const file = { id, absolute: path, path: 'build.log', modifiedAt: clock.now() };
  const [log] = await storeFiles(collections.artifacts, [file], signal);
  if (log) await watch.logged(log);
}

async function storeArtifact(key: string, work: string, { collections, clock }: BuilderParts, signal: AbortSignal) {
  const archive = join(work, 'artifact.tar');
  await packFolder(join(work, 'artifact'), archive, signal);
  // An id of its own: what a killed builder left is never taken for a part of this.
  const id = `${key}/${randomBytes(4).toString('hex')}`;
  const file = { id, absolute: archive, path: `${key}.tar`, modifiedAt: clock.now() };
  const [stored] = await storeFiles(collections.artifacts, [file], signal);
  if (!stored) throw new Error('no artifact was stored');
  return stored;
}

/** The artifact becomes a build when it was read back whole; of two builders that made the same, the first counts. */
async function publish(
  build: BuildDocument,
  { collections }: BuilderParts,
  signal: AbortSignal,
): Promise<BuildDocument> {
  await patiently(async () => {
    for await (const _ of readStored(collections.artifacts, build.artifact)) signal.throwIfAborted();
  }, signal);
  const theirs = await insertOnce<BuildDocument & { token?: string }>(collections.builds, build, signal);
  if (theirs) await patiently(() => removeFiles(collections.artifacts, [build.artifact.file]), signal);
  return theirs ?? build;
}
