import type uPlot from 'uplot';
import type { TimeRange } from './time-range.ts';

/** Lets a plot be moved along time by pulling it with Shift held; tells the new range when the pull ends. */
export function letMove(plot: uPlot, onRange: (range: TimeRange) => void): () => void {
  const { over } = plot;
  const start = (event: MouseEvent) => {
    if (!event.shiftKey || event.button !== 0) return;
    // uPlot would begin a selection with the same press.
    event.stopImmediatePropagation();
    const { min = 0, max = 1 } = plot.scales.x ?? {};
    if (min === null || max === null) return;
    const rangeAt = (at: MouseEvent): TimeRange => {
      const shift = Math.max(-min, ((event.clientX - at.clientX) / over.clientWidth) * (max - min));
      return { from: min + shift, to: max + shift };
    };
    const end = (at: MouseEvent) => {
      window.removeEventListener('mouseup', end);
      onRange(rangeAt(at));
    };
    window.addEventListener('mouseup', end);
  };
  over.addEventListener('mousedown', start, { capture: true });
  return () => over.removeEventListener('mousedown', start, { capture: true });
}
