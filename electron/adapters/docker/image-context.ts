import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';

/** What an image is built from: its Dockerfile, code and the values of its arguments, named by a hash of all of it. */
export interface ImageContext {
  readonly name: string;
  readonly files: readonly ContextFile[];
  readonly buildArguments: Readonly<Record<string, string>>;
  /** Changes exactly when the image must be built anew. */
  readonly hash: string;
}

interface ContextFile {
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** Reads the context of one image from its folder. */
export async function readImageContext(
  folder: string,
  name: string,
  buildArguments: Readonly<Record<string, string>>,
): Promise<ImageContext> {
  const files = await readFiles(join(folder, name));
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(buildArguments).sort()));
  for (const { path, content, executable } of files)
    hash.update(`\0${path}\0${executable}\0${content.length}\0`).update(content);
  return { name, files, buildArguments, hash: hash.digest('hex').slice(0, 16) };
}

async function readFiles(folder: string): Promise<ContextFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async path => ({
      path: path.slice(folder.length + 1).replaceAll('\\', '/'),
      content: await readFile(path),
      executable: path.endsWith('.sh') || ((await stat(path)).mode & 0o100) !== 0,
    })),
  );
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The context as the tar archive the engine takes; the same context gives the same bytes, so that the engine's own cache holds. */
export function packContext({ files }: ImageContext): Readable {
  const archive = pack();
  for (const { path, content, executable } of files) {
    archive.entry({ name: path, mode: executable ? 0o755 : 0o644, mtime: new Date(0), uid: 0, gid: 0 }, content);
  }
  archive.finalize();
  return Readable.from(archive);
}
