import { isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where results go that the ini file sends outside the project: the folder in the tree that stands for it, and the real one. */
export interface OutwardResults {
  readonly inside: string;
  readonly outside: string;
}

const standIn = 'results';

/** The folder of the tree that stands for a `result-dir` outside the project, if that is where the ini file sends results. */
export function toOutwardResults(
  resultFolder: string | undefined,
  projectRoot: string,
  workingDirectory: string,
): OutwardResults | undefined {
  if (resultFolder === undefined) return undefined;
  const outside = isAbsolute(resultFolder) ? resultFolder : resolve(projectRoot, workingDirectory, resultFolder);
  const fromRoot = relative(projectRoot, outside);
  // A relative folder inside the project needs no help: the run root holds the same folders (docs/decisions/0003).
  if (!isAbsolute(resultFolder) && fromRoot !== '..' && !fromRoot.startsWith(`..${sep}`)) return undefined;
  return { inside: join(workingDirectory, standIn).split(sep).join('/'), outside };
}

/** Where a file of the tree belongs, relative to the project's root. */
export function toProjectPath(path: string, outward: OutwardResults | undefined, projectRoot: string): string {
  if (!outward || !path.startsWith(`${outward.inside}/`)) return path;
  return relative(projectRoot, join(outward.outside, path.slice(outward.inside.length + 1)))
    .split(sep)
    .join('/');
}
