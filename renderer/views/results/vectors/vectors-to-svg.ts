import type { Vector } from '../../../models/results/vector-answers.ts';
import { formatValue } from '../../../words/format-number.ts';
import { niceTicks } from '../nice-ticks.ts';

const width = 960;
const height = 520;
const margin = { left: 84, right: 20, top: 48, bottom: 52 };
const colors = ['#4a4cc0', '#c2570c', '#0f7f8c', '#a3267f', '#6b7000', '#7a4b2a', '#1769c2', '#5f6470'];
const legendLine = 20;

interface Frame {
  readonly xOf: (time: number) => number;
  readonly yOf: (value: number) => number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Draws a vector chart as a file: what is on the canvas of the page, as lines that stay sharp at any size. */
export function vectorsToSvg(vectors: readonly Vector[], labels: ReadonlyMap<string, string>, title: string): string {
  const frame = toFrame(vectors);
  const total = height + vectors.length * legendLine + 8;
  const [first] = vectors;
  const yLabel = first ? first.name + (first.unit === undefined ? '' : ` [${first.unit}]`) : '';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#1b1b23">`,
    `<rect width="${width}" height="${total}" fill="#fff"/>`,
    `<text x="16" y="26" font-size="15" font-weight="600">${escapeText(title)}</text>`,
    ...axes(frame),
    `<text x="${(margin.left + width - margin.right) / 2}" y="${height - 12}" text-anchor="middle">simulated time [s]</text>`,
    `<text transform="translate(18 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeText(yLabel)}</text>`,
    ...vectors.map((vector, index) => toPath(vector, frame, colors[index % colors.length] ?? '#000')),
    ...vectors.map((vector, index) => toLegend(labels.get(vector.run) ?? vector.run, index)),
    '</svg>',
    '',
  ].join('\n');
}

function toFrame(vectors: readonly Vector[]): Frame {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { times, values } of vectors)
    times.forEach((time, index) => {
      const value = values[index] ?? Number.NaN;
      if (Number.isNaN(value)) return;
      [x0, x1, y0, y1] = [Math.min(x0, time), Math.max(x1, time), Math.min(y0, value), Math.max(y1, value)];
    });
  if (x0 > x1) [x0, x1, y0, y1] = [0, 1, 0, 1];
  if (y0 === y1) y1 = y0 + 1;
  const across = (width - margin.left - margin.right) / (x1 - x0 || 1);
  const down = (height - margin.top - margin.bottom) / (y1 - y0);
  return {
    x: [x0, x1],
    y: [y0, y1],
    xOf: time => margin.left + (time - x0) * across,
    yOf: value => height - margin.bottom - (value - y0) * down,
  };
}

function axes({ x, y, xOf, yOf }: Frame): string[] {
  const [bottom, right] = [height - margin.bottom, width - margin.right];
  const across = niceTicks(x[0], x[1], 8).map(
    tick => `<text x="${round(xOf(tick))}" y="${bottom + 20}" text-anchor="middle">${formatValue(tick, 5)}</text>`,
  );
  const down = niceTicks(y[0], y[1], 6).flatMap(tick => [
    `<path d="M${margin.left} ${round(yOf(tick))}H${right}" stroke="#e3e3ea"/>`,
    `<text x="${margin.left - 8}" y="${round(yOf(tick)) + 4}" text-anchor="end">${formatValue(tick, 5)}</text>`,
  ]);
  return [
    ...down,
    ...across,
    `<path d="M${margin.left} ${margin.top}V${bottom}H${right}" fill="none" stroke="#8f8fa0"/>`,
  ];
}

function toPath({ times, values, interpolation }: Vector, { xOf, yOf }: Frame, color: string): string {
  const points = Array.from(times, (time, index) => ({ x: round(xOf(time)), y: values[index] ?? Number.NaN }));
  if (interpolation === 'none') {
    const dots = points.filter(({ y }) => !Number.isNaN(y)).map(({ x, y }) => `M${x} ${round(yOf(y))}h0`);
    return `<path d="${dots.join('')}" stroke="${color}" stroke-width="3" stroke-linecap="round"/>`;
  }
  const isStepped = interpolation === 'sample-hold';
  let isBroken = true;
  const parts = points.map(({ x, y: value }) => {
    if (Number.isNaN(value)) {
      isBroken = true;
      return '';
    }
    const y = round(yOf(value));
    const part = isBroken ? `M${x} ${y}` : isStepped ? `H${x}V${y}` : `L${x} ${y}`;
    isBroken = false;
    return part;
  });
  return `<path d="${parts.join('')}" fill="none" stroke="${color}" stroke-width="1.3"/>`;
}

function toLegend(label: string, index: number): string {
  const y = height + index * legendLine;
  const color = colors[index % colors.length];
  return `<path d="M${margin.left} ${y + 4}h26" stroke="${color}" stroke-width="2"/><text x="${margin.left + 36}" y="${y + 8}">${escapeText(label)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
