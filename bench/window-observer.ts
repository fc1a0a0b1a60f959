import type { Page } from '@playwright/test';

/** What happened in a page since it was last asked; times in milliseconds. */
export interface Observation {
  /** Tasks that blocked the page for more than 50 ms, as the browser reports them. */
  readonly tasks: number[];
  /** Between animation frames. */
  readonly frames: number[];
  /** From a key or a press to the paint after it. */
  readonly inputs: number[];
  /** From the arrival of the largest answer to the last stroke on a canvas after it. */
  readonly lastDrawingAfterAnswer: number;
}

/** Watches a page from its first moment. */
export interface Observed {
  take(): Promise<Observation>;
}

declare global {
  interface Window {
    observation: {
      tasks: number[];
      frames: number[];
      inputs: number[];
      answers: Array<{ at: number; size: number }>;
      drawnAt: number;
    };
  }
}

/** Puts the observers into a page before anything of it runs. */
export async function observe(page: Page): Promise<Observed> {
  await page.addInitScript(install);
  return {
    take: () =>
      page.evaluate(() => {
        const { tasks, frames, inputs, answers, drawnAt } = window.observation;
        const largest = answers.reduce((most, answer) => (answer.size > most.size ? answer : most), {
          at: drawnAt,
          size: 0,
        });
        window.observation = { tasks: [], frames: [], inputs: [], answers: [], drawnAt: 0 };
        return { tasks, frames, inputs, lastDrawingAfterAnswer: drawnAt - largest.at };
      }),
  };
}

// Runs in the page.
function install(): void {
  window.observation = { tasks: [], frames: [], inputs: [], answers: [], drawnAt: 0 };
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) window.observation.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      if (/^key|^pointer/.test(entry.name)) window.observation.inputs.push(entry.duration);
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  let before = performance.now();
  const frame = () => {
    const now = performance.now();
    window.observation.frames.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const { stroke } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.stroke = function count(this: CanvasRenderingContext2D, ...path: unknown[]) {
    window.observation.drawnAt = performance.now();
    Reflect.apply(stroke, this, path);
  };
  const Original = window.WebSocket;
  window.WebSocket = class extends Original {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        const size = typeof data === 'string' ? data.length : ((data as Blob).size ?? (data as ArrayBuffer).byteLength);
        window.observation.answers.push({ at: performance.now(), size });
      });
    }
  };
  const shown = new MutationObserver(() => {
    if (!document.querySelector('main tbody tr')) return;
    performance.mark('list-shown');
    shown.disconnect();
  });
  document.addEventListener('DOMContentLoaded', () => shown.observe(document, { childList: true, subtree: true }));
}
