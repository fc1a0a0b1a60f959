import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Readable } from 'node:stream';
import { toFailureRecord } from '../../contract/failure.ts';
import { classifyEnd, type OurStop } from './classify.ts';
import { type CmdenvSummary, emptyCmdenvSummary, readCmdenvLine } from './cmdenv.ts';
import { LineSplitter } from './line-splitter.ts';
import { LogFile } from './log-file.ts';
import { type GroupLeader, signalGroup, startGroup } from './process-group.ts';
import { type PeakUse, watchLimits } from './run-limits.ts';
import { listOutputFiles, makeRunRoot, measureOutput, type RunRoot } from './run-root.ts';
import type { SimulationOutcome, SimulationReport, SimulationRequest } from './simulation.ts';
import { SpeedCurve } from './speed-curve.ts';
import { toStorageFailure } from './storage-failure.ts';

/**
 * Executes one run and tells how it ended. Always answers with an outcome once the run was tried; aborting `signal` cancels it politely
 * (SIGTERM, SIGKILL after the grace time). Rejects only when our own side fails, e.g. the slot folder cannot be written.
 */
export async function simulate(
  request: SimulationRequest,
  report: SimulationReport,
  signal: AbortSignal,
): Promise<SimulationOutcome> {
  const startedAt = Date.now();
  const root = makeRunRoot(request.preparedTree, request.workingDirectory, request.slotFolder);
  const log = await LogFile.open(request.logPath);
  try {
    if (signal.aborted) return { end: { reason: 'cancelled' }, startedAt, endedAt: Date.now(), speed: [], files: [] };
    const child = await startOrExplain(request, root);
    if (typeof child === 'string') return couldNotStart(child, startedAt);
    const outcome = await follow(child, { request, report, root, log, startedAt }, signal);
    await log.close();
    return log.failure ? withoutLog(outcome, request.logPath, log.failure) : outcome;
  } finally {
    await log.close();
  }
}

// A run whose output is not on disk is not complete, however well it ended.
function withoutLog(outcome: SimulationOutcome, path: string, error: Error): SimulationOutcome {
  if (outcome.end.reason !== 'finished' && outcome.end.reason !== 'truncated') return outcome;
  return { ...outcome, end: { reason: 'not-stored', failure: toFailureRecord(toStorageFailure(error, path)) } };
}

interface Run {
  readonly request: SimulationRequest;
  readonly report: SimulationReport;
  readonly root: RunRoot;
  readonly log: LogFile;
  readonly startedAt: number;
}

function couldNotStart(message: string, startedAt: number): SimulationOutcome {
  return { end: { reason: 'could-not-start', message }, startedAt, endedAt: Date.now(), speed: [], files: [] };
}

async function startOrExplain(request: SimulationRequest, root: RunRoot): Promise<GroupLeader | string> {
  const [program] = request.command;
  if (!(await isExecutable(program, root.workingDirectory, request.environment.PATH ?? process.env.PATH ?? ''))) {
    return `${program} was not found or may not be executed`;
  }
  try {
    return await startGroup(request.command, {
      workingDirectory: root.workingDirectory,
      environment: request.environment,
      nice: request.nice,
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function isExecutable(program: string, workingDirectory: string, path: string): Promise<boolean> {
  const candidates = program.includes('/')
    ? [isAbsolute(program) ? program : join(workingDirectory, program)]
    : path.split(delimiter).map(folder => join(folder, program));
  const found = await Promise.all(
    candidates.map(candidate =>
      access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

async function follow(child: GroupLeader, run: Run, signal: AbortSignal): Promise<SimulationOutcome> {
  const pid = child.pid as number;
  const output = emptyCmdenvSummary();
  const speed = new SpeedCurve();
  const over = new AbortController();
  const stopper = createStopper(pid, run.request.graceSeconds, over.signal);
  const cancel = () => stopper.stop({ kind: 'cancelled' });
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  run.report.started(pid);
  const peak = startLimits(pid, run, stopper.stop, over.signal);
  const reading = [child.stdout, child.stderr].map(stream => readOutput(stream, run, output, speed, stopper.stopped));
  const { exitCode, exitSignal } = await exitOf(child);
  run.report.over?.();
  // Whatever the simulation started must not outlive it, nor hold our pipes open.
  signalGroup(pid, 'SIGKILL');
  await Promise.all(reading);
  over.abort();
  signal.removeEventListener('abort', cancel);
  const end = classifyEnd({ exitCode, signal: exitSignal, output, stop: stopper.stopped() });
  const files = await listOutputFiles(run.root);
  return { end, startedAt: run.startedAt, endedAt: Date.now(), speed: speed.points(), files, ...toPeaks(peak) };
}

function toPeaks(peak: PeakUse): Pick<SimulationOutcome, 'cpuSeconds' | 'peakMemory'> {
  return {
    ...(peak.cpuSeconds === undefined ? {} : { cpuSeconds: peak.cpuSeconds }),
    ...(peak.memoryBytes === undefined ? {} : { peakMemory: peak.memoryBytes }),
  };
}

function startLimits(pid: number, run: Run, stop: (why: OurStop) => void, over: AbortSignal): PeakUse {
  return watchLimits(
    {
      pid,
      limits: run.request.limits,
      logBytes: () => run.log.bytes,
      resultBytes: () => measureOutput(run.root),
      exceeded: excess => stop({ kind: 'limit', ...excess }),
    },
    over,
  );
}

interface Stopper {
  stop(why: OurStop): void;
  stopped(): OurStop | undefined;
}

/** Stops a group once: politely, then for good when the grace time is over. The first reason is the one that counts. */
function createStopper(pid: number, graceSeconds: number, over: AbortSignal): Stopper {
  let stopped: OurStop | undefined;
  const stop = (why: OurStop) => {
    if (stopped || over.aborted) return;
    stopped = why;
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceSeconds * 1000);
    over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };
  return { stop, stopped: () => stopped };
}

function exitOf(child: GroupLeader): Promise<{ exitCode: number | undefined; exitSignal: string | undefined }> {
  return new Promise(resolve => {
    const answer = (code: number | null, signal: string | null) =>
      resolve({ exitCode: code ?? undefined, exitSignal: signal ?? undefined });
    if (child.exitCode !== null || child.signalCode !== null) answer(child.exitCode, child.signalCode);
    else child.once('exit', answer);
  });
}

async function readOutput(
  stream: Readable,
  run: Run,
  output: CmdenvSummary,
  speed: SpeedCurve,
  stopped: () => OurStop | undefined,
) {
  const splitter = new LineSplitter();
  const take = (lines: readonly string[]) => {
    const changed = lines.filter(line => readCmdenvLine(output, line)).length > 0;
    if (changed && output.progress) {
      speed.add((Date.now() - run.startedAt) / 1000, output.progress);
      run.report.progress(output.progress);
    }
    if (lines.length > 0) run.report.lines(lines);
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    take(splitter.push(chunk));
    const tooMuch =
      stopped()?.kind === 'limit' && run.log.bytes > (run.request.limits.logBytes ?? Number.POSITIVE_INFINITY);
    if (!tooMuch && !run.log.write(chunk)) await run.log.drained();
  }
  take(splitter.end());
}
