import { type RefObject, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Vector } from '../../../models/results/vector-answers.ts';
import { formatValue } from '../../../words/format-number.ts';
import { lookOfLine } from '../chart-line-look.tsx';
import { alignSamples, valueAt } from './aligned-samples.ts';
import { letMove } from './move-plot.ts';
import type { TimeRange } from './time-range.ts';
import type { Pointed } from './vector-plot.tsx';

/** What a plot shows and whom it tells. */
export interface PlotContent {
  readonly vectors: readonly Vector[];
  readonly range: TimeRange;
  /** Colours are looked up anew when it changes. */
  readonly scheme: string;
  readonly onRange: (range: TimeRange) => void;
  readonly onPoint: (pointed: Pointed | undefined) => void;
}

/** Keeps a uPlot in an element, as large as the element, with the latest content. */
export function usePlot(place: RefObject<HTMLElement | null>, content: PlotContent): void {
  const latest = useRef(content);
  latest.current = content;
  const { vectors, range, scheme } = content;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const plot = new uPlot(toOptions(element, vectors, range, latest, scheme), alignSamples(vectors), element);
    const stopMoving = letMove(plot, next => latest.current.onRange(next));
    const watcher = new ResizeObserver(() => fit(plot, element));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      stopMoving();
      plot.destroy();
    };
    // The range is part of what the vectors were asked for.
  }, [place, vectors, range.from, range.to, scheme]);
}

// The observer also tells the size it begins with; drawing the same again would be for nothing.
function fit(plot: uPlot, element: HTMLElement): void {
  const size = sizeOf(element);
  if (size.width !== plot.width || size.height !== plot.height) plot.setSize(size);
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  const { paddingLeft, paddingRight, paddingTop } = getComputedStyle(element);
  return {
    width: Math.max(100, element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)),
    height: Math.max(100, element.clientHeight - Number.parseFloat(paddingTop)),
  };
}

function toOptions(
  element: HTMLElement,
  vectors: readonly Vector[],
  range: TimeRange,
  latest: RefObject<PlotContent>,
  _scheme: string,
): uPlot.Options {
  const style = getComputedStyle(element);
  const axis = toAxis(style);
  return {
    ...sizeOf(element),
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false } },
    scales: { x: { time: false, range: () => [range.from, range.to] } },
    axes: [axis, { ...axis, size: 62, label: labelOf(vectors), labelSize: 20 }],
    series: [{}, ...vectors.map((vector, index) => toSeries(vector, index, style))],
    hooks: {
      setSelect: [plot => takeSelection(plot, latest)],
      setCursor: [plot => latest.current.onPoint(toPointed(plot))],
    },
  };
}

function toAxis(style: CSSStyleDeclaration): uPlot.Axis {
  const line = { stroke: resolve(style, '--line'), width: 1 };
  return {
    stroke: resolve(style, '--text-dim'),
    font: `12px ${style.fontFamily}`,
    labelFont: `600 12px ${style.fontFamily}`,
    grid: line,
    ticks: line,
    values: (_plot, splits) => splits.map(value => formatValue(value, 5)),
  };
}

function toSeries(vector: Vector, index: number, style: CSSStyleDeclaration): uPlot.Series {
  const { color, dash } = lookOfLine(index);
  const stroke = resolve(style, color.slice(4, -1));
  const common = { stroke, width: 1.3, ...(dash !== undefined && { dash: [5, 3] }) };
  // Samples that hold between two moments make steps; samples that are only moments make points.
  if (vector.interpolation === 'sample-hold') return { ...common, paths: stepped(1), points: { show: false } };
  if (vector.interpolation === 'backward-sample-hold')
    return { ...common, paths: stepped(-1), points: { show: false } };
  if (vector.interpolation === 'none')
    return { ...common, paths: () => null, points: { show: true, size: 3, fill: stroke, stroke, width: 0 } };
  return { ...common, points: { show: false } };
}

function stepped(align: 1 | -1): uPlot.Series.PathBuilder {
  const build = uPlot.paths.stepped?.({ align });
  if (!build) throw new Error('uPlot cannot draw steps');
  return build;
}

// A canvas knows no variables, and a variable may hold a colour for each scheme.
function resolve(style: CSSStyleDeclaration, variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color || style.color;
}

function labelOf(vectors: readonly Vector[]): string {
  const [first] = vectors;
  if (!first) return '';
  return first.unit === undefined ? first.name : `${first.name} [${first.unit}]`;
}

const leastPull = 4;

function takeSelection(plot: uPlot, latest: RefObject<PlotContent>): void {
  const { left, width } = plot.select;
  if (width < leastPull) return;
  latest.current.onRange({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
}

function toPointed(plot: uPlot): Pointed | undefined {
  const { idx } = plot.cursor;
  if (typeof idx !== 'number' || (plot.cursor.left ?? -1) < 0) return undefined;
  const [times, ...all] = plot.data;
  return { time: times[idx] ?? 0, values: all.map(values => valueAt(values, idx)) };
}
