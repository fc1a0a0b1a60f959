import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The same numbers every time, so that two benches read the same files. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function header(
  run: string,
  attributes: Readonly<Record<string, string>>,
  iterations: Readonly<Record<string, string>>,
): string {
  const lines = [`version 3`, `run ${run}`];
  for (const [name, value] of Object.entries(attributes)) lines.push(`attr ${name} ${value}`);
  for (const [name, value] of Object.entries(iterations)) lines.push(`itervar ${name} ${value}`);
  lines.push('config sim-time-limit 1000s', 'config **.host[*].iaTime exponential(1s)', 'config network Net', '');
  return `${lines.join('\n')}\n`;
}

/** `%.14g` of a number that needs no exponent. */
function digits(value: number): string {
  return String(Number(value.toPrecision(14)));
}

function hostItems(host: number, random: () => number): string {
  const module = `Net.host[${host}].app`;
  const scalar = (name: string, mode: string, title: string, value: number) =>
    `scalar ${module} ${name}:${mode} ${digits(value)}\nattr recordingmode ${mode}\nattr title "${title}, ${mode}"\nattr unit s\n`;
  return [
    `par ${module} startTime ${digits(random())}s\nattr unit s\n`,
    `par ${module} packetSize 1000B\nattr unit B\n`,
    `scalar ${module} "packets sent" ${Math.floor(random() * 1e5)}\n`,
    `scalar ${module} packetsLost ${Math.floor(random() * 1e3)}\n`,
    scalar('endToEndDelay', 'mean', 'end-to-end delay', random()),
    scalar('endToEndDelay', 'max', 'end-to-end delay', random() * 10),
    scalar('queueingTime', 'mean', 'queueing time', random() / 10),
    scalar('queueingTime', 'max', 'queueing time', random()),
    scalar('throughput', 'mean', 'throughput', random() * 1e6),
    histogram(module, random),
  ].join('');
}

function histogram(module: string, random: () => number): string {
  const lines = [`statistic ${module} endToEndDelay:histogram`, 'field count 1000'];
  for (const field of ['mean', 'stddev', 'min', 'max', 'sum', 'sqrsum'])
    lines.push(`field ${field} ${digits(random() * 1000)}`);
  lines.push('attr recordingmode histogram', 'attr title "end-to-end delay, histogram"', 'attr unit s', 'bin\t-inf\t0');
  for (let bin = 0; bin < 12; bin++) lines.push(`bin\t${digits(bin / 10)}\t${Math.floor(random() * 100)}`);
  return `${lines.join('\n')}\n`;
}

/** Writes one large scalar file of so many hosts (about 1.4 kB each); answers its path. */
export function writeLargeScalarFile(folder: string, hosts: number): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'Large-#0.sca');
  const random = createRandom(1);
  const file = openSync(path, 'w');
  writeSync(file, header('Large-0-20260101-00:00:00-1', { configname: 'Large', repetition: '0' }, { load: '0.5' }));
  for (let host = 0; host < hosts; host++) writeSync(file, hostItems(host, random));
  closeSync(file);
  return path;
}

/** Writes a campaign's scalar files: `points` values of a variable, `repetitions` each, five hosts in each run. */
export function writeScalarFiles(folder: string, points: number, repetitions: number): void {
  mkdirSync(folder, { recursive: true });
  const random = createRandom(2);
  for (let run = 0; run < points * repetitions; run++) {
    const point = Math.floor(run / repetitions);
    const repetition = String(run % repetitions);
    const load = digits((point + 1) / 10);
    const attributes = {
      configname: 'Many',
      datetime: '20260101-00:00:00',
      experiment: 'Many',
      inifile: 'omnetpp.ini',
      iterationvars: `$load=${load}`,
      measurement: `$load=${load}`,
      network: 'Net',
      repetition,
      replication: `#${repetition}`,
      runnumber: String(run),
      seedset: String(run),
    };
    const file = openSync(join(folder, `Many-load=${load}-#${repetition}.sca`), 'w');
    writeSync(
      file,
      header(`Many-${run}-20260101-00:00:00-${run + 100}`, attributes, {
        load,
        queue: point % 2 === 0 ? 'fifo' : 'red',
      }),
    );
    for (let host = 0; host < 5; host++) writeSync(file, hostItems(host, random));
    closeSync(file);
  }
}

/** Writes a vector file of so many megabytes with so many vectors, in blocks as OMNeT++ writes them, without an index; answers its path. */
export function writeVectorFile(folder: string, megabytes: number, vectors: number): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'Vectors-#0.vec');
  const random = createRandom(3);
  const file = openSync(path, 'w');
  let size = writeSync(
    file,
    header('Vectors-0-20260101-00:00:00-1', { configname: 'Vectors', repetition: '0' }, { load: '0.5' }),
  );
  for (let id = 0; id < vectors; id++)
    size += writeSync(
      file,
      `vector ${id} Net.host[${id}].queue queueLength:vector ETV\nattr interpolationmode sample-hold\nattr title "queue length"\n`,
    );
  let event = 0;
  for (let round = 0; size < megabytes * 1e6; round++) {
    for (let id = 0; id < vectors && size < megabytes * 1e6; id++) {
      const lines: string[] = [];
      for (let sample = 0; sample < 16_384; sample++) {
        event = (round * 16_384 + sample) * 7 + id;
        const picoseconds = (event % 10) * 1e11 + Math.floor(random() * 5e10);
        const time = `${Math.floor(event / 10)}.${String(picoseconds).padStart(12, '0')}`;
        lines.push(`${id}\t${event}\t${time}\t${digits(random() * 100)}\n`);
      }
      size += writeSync(file, lines.join(''));
    }
  }
  closeSync(file);
  return path;
}
