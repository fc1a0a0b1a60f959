import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';
import type { RunAttempt, RunDetail, RunRow } from '../../../contract/runs.ts';
import type { Services } from '../../../electron/services/services.ts';
import type { CampaignScript } from './campaign-script.ts';
import { projectFolder } from './campaigns-data.ts';
import { createRandom, seedOf } from './random.ts';

/** The runs service over scripts; details and logs are computed from the row. */
export function createScriptedRuns(scripts: readonly CampaignScript[]): Services['runs'] {
  const scriptOf = (runId: string): CampaignScript => {
    const script = scripts.find(candidate => candidate.rows.get(runId));
    if (!script) throw new Failure('request.not-found', { what: 'run', id: runId });
    return script;
  };
  const forEach = (runIds: readonly string[], state: 'cancelled' | 'waiting') => {
    for (const id of runIds) scriptOf(id).setRows([id], state);
  };
  return {
    watch: ({ campaignId }, signal) => {
      const script = scripts.find(candidate => candidate.plan.id === campaignId);
      if (!script) throw new Failure('request.not-found', { what: 'campaign', id: campaignId });
      return script.rows.watch(signal);
    },
    watchOne: async function* ({ runId }, signal) {
      const script = scriptOf(runId);
      for await (const row of script.rows.watchRow(runId, signal)) yield toDetail(row, script);
    },
    watchLog: ({ runId, after }, signal) => watchLog(scriptOf(runId).rows.get(runId) as RunRow, after, signal),
    cancel: async ({ runIds }) => forEach(runIds, 'cancelled'),
    retry: async ({ runIds }) => forEach(runIds, 'waiting'),
  };
}

function toDetail(row: RunRow, script: CampaignScript): RunDetail {
  const { plan } = script;
  const assignments = plan.variables.map(([name], index) => `${name}=${row.values[index]}`);
  const base = `results/${plan.configuration}-${assignments.join(',')}-#${row.repetition}`;
  const isOver = row.end !== undefined && row.state !== 'cancelled';
  return {
    ...row,
    campaignId: script.current.id,
    attemptList: attemptsOf(row),
    reuse: row.state === 'reused' ? 'an identical run has finished' : 'it was never run',
    speed: speedOf(row),
    files: isOver
      ? ['.sca', '.vec', '.vci'].map((ending, index) => ({
          path: base + ending,
          size: [21_400, 1_190_000, 4100][index] as number,
          modifiedAt: row.endedAt ?? 0,
        }))
      : [],
    resultFolder: `${projectFolder}/results`,
    ...(row.attempts > 0 && { logPath: `/home/ada/.local/share/simswarm/logs/${row.id}.log` }),
    command: ['./queueing', '-u', 'Cmdenv', '-f', 'omnetpp.ini', '-c', plan.configuration, '-r', String(row.number)],
    workingDirectory: projectFolder,
    effectiveConfiguration: [
      { key: 'network', value: 'MM1' },
      { key: 'sim-time-limit', value: '60000s' },
      { key: 'warmup-period', value: '100s' },
      ...plan.variables.map(([name], index) => ({ key: `MM1.${name}`, value: `exponential(${row.values[index]}s)` })),
    ],
  };
}

function attemptsOf(row: RunRow): RunAttempt[] {
  if (row.startedAt === undefined) return [];
  const startedAt = row.startedAt;
  const node = row.node ?? 'this computer';
  const usage = { cpuSeconds: 4.1, peakMemory: 31_000_000 };
  const earlier: RunAttempt[] = Array.from({ length: row.attempts - 1 }, (_, index) => ({
    number: index + 1,
    startedAt: startedAt - 60_000 * (row.attempts - index),
    endedAt: startedAt - 60_000 * (row.attempts - index) + 9000,
    node,
    end: { reason: 'interrupted', by: 'application' },
    ...usage,
  }));
  const present = { number: row.attempts, startedAt, node, ...usage };
  return [
    ...earlier,
    { ...present, ...(row.endedAt !== undefined && { endedAt: row.endedAt }), ...(row.end && { end: row.end }) },
  ];
}

function speedOf(row: RunRow): RunDetail['speed'] {
  if (row.startedAt === undefined) return [];
  const random = createRandom(seedOf(row.id));
  return Array.from({ length: 24 }, (_, index) => ({
    seconds: index * 0.4,
    eventsPerSecond: 640_000 + random() * 120_000 - (index > 18 ? 180_000 : 0),
  }));
}

async function* watchLog(row: RunRow, after: number | undefined, signal: AbortSignal) {
  const lines = logOf(row);
  const from = after ?? Math.max(0, lines.length - 500);
  yield { lines: lines.slice(from), next: lines.length, missed: 0, ended: row.state !== 'running' };
  for (let next = lines.length; row.state === 'running' && !signal.aborted; next++) {
    await pause(400, undefined, { signal }).catch(() => undefined);
    yield {
      lines: [`** Event #${next * 16_384}   t=${next * 511}.250104   Elapsed: ${next}s (0m ${next % 60}s)`],
      next: next + 1,
      missed: 0,
      ended: false,
    };
  }
}

function logOf(row: RunRow): string[] {
  const head = [
    'OMNeT++-compatible queueing networks',
    `Running configuration, run #${row.number}`,
    'Setting up network "MM1"...',
    'Initializing...',
    'Running simulation...',
  ];
  const status = Array.from({ length: 60 }, (_, index) => [
    `** Event #${(index + 1) * 16_384}   t=${(index * 1000 + 311.0482).toFixed(4)}   Elapsed: ${(index * 0.4).toFixed(2)}s (0m 0${index % 10}s)  ${index + 1}% completed  (${index + 1}% total)`,
    `     Speed:     ev/sec=${612_000 + index * 211}   simsec/sec=9120   ev/simsec=3.01`,
    `     Messages:  created: ${9000 + index * 812}   present: ${10 + (index % 9)}   in FES: 2`,
  ]).flat();
  const tail =
    row.end?.reason === 'model-error'
      ? [`<!> Error: ${row.end.error.message} -- in module (Queue) MM1.queue (id=3), at t=5321.0482s, event #15963`]
      : row.end?.reason === 'finished'
        ? [
            '<!> Simulation time limit reached -- at t=60000s, event #180000',
            'Calling finish() at end of Run #0...',
            'End.',
          ]
        : [];
  return [...head, ...status, ...tail];
}
