import { chartToSvg } from '../../parts/export/chart-to-svg.ts';

/** The chart on the screen, with its legend, as the content of an SVG file. */
export function drawnChart(title: string): string {
  const drawing = document.querySelector<SVGSVGElement>('[data-chart] svg');
  if (!drawing) throw new Error('No chart is drawn');
  const legend = [...document.querySelectorAll('[data-legend] li')].flatMap(item => {
    const sample = item.querySelector('svg');
    return sample ? [{ label: item.textContent ?? '', sample }] : [];
  });
  return chartToSvg(drawing, title, legend);
}
