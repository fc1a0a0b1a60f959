import { Failure } from '../../contract/failure.ts';

/** Tells what kept a file from being written: a full disk, or anything else. An error that already is a failure stays as it is. */
export function toStorageFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure('disk.full', { path }, error);
  return new Failure('file.not-writable', { path, problem: code ?? String(error) }, error);
}
