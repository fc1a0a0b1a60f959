import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { VectorChart } from '../../../models/results/chart-definition.ts';
import type { Vector } from '../../../models/results/vector-answers.ts';
import { formatValue, formatWithUnit } from '../../../words/format-number.ts';
import { LineSample, lookOfLine } from '../chart-line-look.tsx';
import { describeVectors } from './describe-vectors.ts';
import { pan, rangeOf, zoom } from './time-range.ts';
import { usePlot } from './use-plot.ts';
import own from './vectors.module.css';

interface Props {
  readonly vectors: readonly Vector[];
  /** Run id → words. */
  readonly labels: ReadonlyMap<string, string>;
  readonly chart: VectorChart;
  readonly isOld: boolean;
  readonly onChange: (chart: VectorChart) => void;
}

/** The plot of vectors: pull to zoom, hold Shift and pull to move, arrows and + − 0 on the keyboard; values where the pointer is. */
export function VectorPlot({ vectors, labels, chart, isOld, onChange }: Props) {
  const place = useRef<HTMLElement>(null);
  const scheme = useComputedColorScheme();
  const [pointed, setPointed] = useState<Pointed>();
  const range = rangeOf(chart, vectors);
  const show = (next: { from: number; to: number }) => onChange({ ...chart, ...next });
  usePlot(place, { vectors, range, scheme, onRange: show, onPoint: setPointed });
  const onKeyDown = (event: KeyboardEvent) => {
    const { from: _from, to: _to, ...whole } = chart;
    if (event.key === 'ArrowLeft') show(pan(range, -0.2));
    else if (event.key === 'ArrowRight') show(pan(range, 0.2));
    else if (event.key === '+' || event.key === '=') show(zoom(range, 0.5));
    else if (event.key === '-') show(zoom(range, 2));
    else if (event.key === '0') onChange(whole);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <section
        ref={place}
        className={own.plot}
        data-old={isOld || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is moved and zoomed with the keyboard
        tabIndex={0}
        aria-label={describeVectors(chart, vectors)}
        onKeyDown={onKeyDown}
      />
      <p className={own.note}>
        <span>Pull to zoom, Shift and pull to move. Simulated time in seconds.</span>
        <span className="numeric">{pointed ? `t = ${formatValue(pointed.time, 7)} s` : thinnedNote(vectors)}</span>
      </p>
      <ul className={own.values} aria-label="Lines">
        {vectors.map((vector, index) => (
          <li key={vector.id}>
            <LineSample look={lookOfLine(index)} hasMark={false} />
            <span className="truncate">{labels.get(vector.run) ?? vector.run}</span>
            {pointed && <strong className="numeric">{valueText(pointed.values[index], vector.unit)}</strong>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is under the pointer. */
export interface Pointed {
  readonly time: number;
  readonly values: ReadonlyArray<number | undefined>;
}

function valueText(value: number | undefined, unit: string | undefined): string {
  return value === undefined ? '–' : formatWithUnit(value, unit, 5);
}

function thinnedNote(vectors: readonly Vector[]): string {
  const samples = vectors.reduce((sum, { samplesInWindow }) => sum + samplesInWindow, 0);
  const isThinned = vectors.some(({ thinned }) => thinned);
  return `${samples.toLocaleString('en')} samples${isThinned ? ', drawn with the least and the greatest of each column' : ''}`;
}
