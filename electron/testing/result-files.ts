import type { ResultsUnderTest } from './results-under-test.ts';

/** A small scalar file of one run. */
export function scalarFile(
  run: string,
  iterations: Record<string, string>,
  scalars: Record<string, number | string>,
): string {
  const repetition = run.split('-').at(-1);
  return [
    'version 3',
    `run ${run}`,
    'attr configname Test',
    `attr repetition ${repetition}`,
    ...Object.entries(iterations).map(([name, value]) => `itervar ${name} ${value}`),
    'config network Net',
    '',
    ...Object.entries(scalars).map(([name, value]) => `scalar Net.queue ${name} ${value}\nattr unit s`),
    '',
  ].join('\n');
}

/** A campaign of two variables with three repetitions: the mean queue length is load · 10 + repetition. */
export function writeCampaign(under: ResultsUnderTest): void {
  for (const load of ['0.5', '0.9', '0.10'])
    for (const discipline of ['fifo', 'lifo'])
      for (const repetition of [0, 1, 2]) {
        const run = `Test-${load}-${discipline}-${repetition}`;
        const length = Number(load) * 10 + repetition + (discipline === 'lifo' ? 100 : 0);
        under.write(
          `results/${run}.sca`,
          scalarFile(run, { load, discipline }, { length, odd: repetition === 0 ? 'nan' : 1 }),
        );
      }
}

/** A vector file in which each of two vectors has `blocks` blocks of ten samples: value = time². */
export function vectorFile(blocks: number): string {
  const lines = [
    'version 3',
    'run R-0',
    'itervar load 1',
    '',
    'vector 0 Net.a speed:vector ETV',
    'attr unit m',
    'vector 1 Net.b other:vector TV',
  ];
  for (let block = 0; block < blocks; block++) {
    for (let sample = 0; sample < 10; sample++)
      lines.push(`0\t${block * 10 + sample}\t${block * 10 + sample}.5\t${(block * 10 + sample + 0.5) ** 2}`);
    for (let sample = 0; sample < 10; sample++)
      lines.push(`1\t${block * 10 + sample}\t${sample % 2 === 0 ? 'nan' : 1}`);
  }
  return `${lines.join('\n')}\n`;
}
