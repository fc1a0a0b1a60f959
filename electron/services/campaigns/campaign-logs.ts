import { createWriteStream, existsSync, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { LogLines } from '../../../contract/call.ts';
import type { CampaignId, RunId } from '../../../contract/runs.ts';
import { watchLog } from '../log-tail.ts';

/** The logs of one campaign on this computer: the compiler's output, and a file for each attempt at a run. */
export class CampaignLogs {
  readonly #folder: string;
  readonly #id: CampaignId;
  #build: WriteStream | undefined;

  constructor(folder: string, id: CampaignId) {
    this.#folder = join(folder, id);
    this.#id = id;
  }

  /** Takes a line of the compiler's. A log that cannot be written must not keep anything from being built: the line is lost, the build is not. */
  addBuildLine(text: string): void {
    if (!this.#build) {
      mkdirSync(this.#folder, { recursive: true });
      this.#build = createWriteStream(this.#buildPath, { flags: 'a' }).on('error', () => undefined);
    }
    this.#build.write(`${text}\n`);
  }

  closeBuild(): void {
    this.#build?.end();
    this.#build = undefined;
  }

  watchBuild(after: number, isEnded: () => boolean, signal: AbortSignal): AsyncIterable<LogLines> {
    return watchLog({ path: this.#buildPath, after, isEnded }, signal);
  }

  /** Where an attempt's log is, or will be. */
  runPath(runId: RunId, attempt: number): string {
    return join(this.#folder, `${runId.slice(this.#id.length + 1)}.${attempt}.log`);
  }

  hasRun(runId: RunId, attempt: number): boolean {
    return attempt > 0 && existsSync(this.runPath(runId, attempt));
  }

  watchRun(
    runId: RunId,
    attempt: number,
    after: number | undefined,
    isEnded: () => boolean,
    signal: AbortSignal,
  ): AsyncIterable<LogLines> {
    return watchLog({ path: this.runPath(runId, attempt), after, isEnded }, signal);
  }

  get #buildPath(): string {
    return join(this.#folder, 'build.log');
  }
}
