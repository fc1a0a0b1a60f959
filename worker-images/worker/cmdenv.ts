import type { RunProgress } from '../../contract/runs.ts';

/** The `<!>` message of a simulation, taken apart. Times stay text: they carry more digits than a double. */
export interface CmdenvMessage {
  readonly isError: boolean;
  readonly text: string;
  readonly module?: string;
  readonly moduleClass?: string;
  readonly simulatedTime?: string;
  readonly event?: number;
  /** e.g. "network setup", when it did not happen at an event. */
  readonly phase?: string;
}

/** What one line of Cmdenv output says; lines that say nothing we know are `undefined`. */
export type CmdenvLine =
  | { readonly kind: 'status'; readonly progress: RunProgress; readonly elapsedSeconds: number }
  | { readonly kind: 'speed'; readonly eventsPerSecond: number }
  | { readonly kind: 'messages'; readonly present: number }
  | { readonly kind: 'fingerprint'; readonly verified: boolean; readonly calculated: string; readonly expected: string }
  | { readonly kind: 'message'; readonly message: CmdenvMessage }
  | { readonly kind: 'stage'; readonly stage: 'setup' | 'running' | 'finishing' | 'done' };

const statusLine =
  /^\*\* Event #(\d+)\s+t=(\S+)\s+Elapsed: (\S+?)s \(\d+[mhd] \d+[smh]\)(?:\s+Thread \S+)?(?:\s+(\d+)% completed\s+\(\d+% total\))?(?:\s+ev\/sec=(\S+))?\s*$/;
const speedLine = /^\s+Speed:\s+ev\/sec=(\S+)\s+simsec\/sec=\S+\s+ev\/simsec=\S+/;
const messagesLine = /^\s+Messages:\s+created: \d+\s+present: (-?\d+)\s+in FES: \d+/;
const location =
  / -- (?:in (?:module|channel|component) \((?<moduleClass>.+?)\) (?<module>\S+) \(id=\d+\))?,? ?(?:at t=(?<time>\S+?)s, event #(?<event>\d+)|during (?<phase>[a-z ]+))?$/;
const fingerprintValue = /[0-9a-f]{4}-[0-9a-f]{4}\/[A-Za-z0-9~]+/gi;

const stages = [
  { prefix: 'Setting up network', stage: 'setup' },
  { prefix: 'Running simulation', stage: 'running' },
  { prefix: 'Calling finish() at end of Run', stage: 'finishing' },
  { prefix: 'End.', stage: 'done' },
] as const;

/** Reads one line of what a simulation prints under Cmdenv, as versions 5.x to 7.0 write it. Pure; never throws. */
export function parseCmdenvLine(line: string): CmdenvLine | undefined {
  if (line.startsWith('** Event #')) return parseStatus(line);
  if (line.startsWith('<!>')) return parseMessage(line.slice(3).trimStart());
  const speed = speedLine.exec(line);
  if (speed) return { kind: 'speed', eventsPerSecond: Number(speed[1]) };
  const messages = messagesLine.exec(line);
  if (messages) return { kind: 'messages', present: Number(messages[1]) };
  const stage = stages.find(({ prefix }) => line.startsWith(prefix));
  return stage && { kind: 'stage', stage: stage.stage };
}

function parseStatus(line: string): CmdenvLine | undefined {
  const match = statusLine.exec(line);
  if (!match) return undefined;
  const [, events, simulatedTime = '', elapsed, percent, speed] = match;
  return {
    kind: 'status',
    elapsedSeconds: Number(elapsed),
    progress: {
      simulatedTime,
      events: Number(events),
      ...(percent === undefined ? {} : { fraction: Math.min(1, Number(percent) / 100) }),
      ...(speed === undefined ? {} : { eventsPerSecond: Number(speed) }),
    },
  };
}

function parseMessage(text: string): CmdenvLine {
  const fingerprint = parseFingerprint(text);
  if (fingerprint) return fingerprint;
  const isError = text.startsWith('Error');
  const body = isError ? text.replace(/^Error:?\s*/, '') : text;
  const place = location.exec(body);
  const { moduleClass, module, time, event, phase } = place?.groups ?? {};
  return {
    kind: 'message',
    message: {
      isError,
      text: place ? body.slice(0, place.index) : body,
      ...(module === undefined ? {} : { module }),
      ...(moduleClass === undefined ? {} : { moduleClass }),
      ...(time === undefined ? {} : { simulatedTime: time }),
      ...(event === undefined ? {} : { event: Number(event) }),
      ...(phase === undefined ? {} : { phase }),
    },
  };
}

// Several fingerprints are printed separated by commas; INET's ingredients may contain `~`.
function parseFingerprint(text: string): CmdenvLine | undefined {
  if (!/^(?:Error: )?Fingerprint/.test(text)) return undefined;
  const verified = /successfully/.test(text);
  const [calculatedPart = '', expectedPart = ''] = text.split(/expected:/);
  const calculated = calculatedPart.match(fingerprintValue)?.join(',') ?? '';
  return {
    kind: 'fingerprint',
    verified,
    calculated,
    expected: verified ? calculated : (expectedPart.match(fingerprintValue)?.join(',') ?? ''),
  };
}

/** What a run's whole output has said so far; grows by one fact at a time and stays small. */
export interface CmdenvSummary {
  started: boolean;
  progress: RunProgress | undefined;
  lastError: CmdenvMessage | undefined;
  /** The last `<!>` that was no error: the reason of the end. */
  lastMessage: CmdenvMessage | undefined;
  fingerprint: { verified: boolean; calculated: string; expected: string } | undefined;
  lastLine: string | undefined;
}

/** A summary of nothing yet. */
export function emptyCmdenvSummary(): CmdenvSummary {
  return {
    started: false,
    progress: undefined,
    lastError: undefined,
    lastMessage: undefined,
    fingerprint: undefined,
    lastLine: undefined,
  };
}

/** Takes a line into the summary; answers whether the progress changed. */
export function readCmdenvLine(summary: CmdenvSummary, line: string): boolean {
  const said = parseCmdenvLine(line);
  if (line.trim() !== '' && line !== 'End.') summary.lastLine = line;
  switch (said?.kind) {
    case 'status':
      summary.started = true;
      summary.progress = said.progress;
      return true;
    case 'speed':
      return extendProgress(summary, said.eventsPerSecond > 0 ? { eventsPerSecond: said.eventsPerSecond } : {});
    case 'messages':
      return extendProgress(summary, { messagesPresent: said.present });
    case 'fingerprint':
      summary.fingerprint = said;
      return false;
    case 'message':
      if (said.message.isError) summary.lastError = said.message;
      else summary.lastMessage = said.message;
      return false;
    case 'stage':
      if (said.stage === 'running') summary.started = true;
      return false;
    default:
      return false;
  }
}

function extendProgress(summary: CmdenvSummary, facts: Partial<RunProgress>): boolean {
  if (!summary.progress) return false;
  summary.progress = { ...summary.progress, ...facts };
  return true;
}
