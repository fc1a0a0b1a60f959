import type { RunProgress } from '../../contract/runs.ts';
import type { SpeedPoint } from './simulation.ts';

const mostPoints = 200;

/** Keeps a run's events per second over time in at most 200 points, by halving the resolution whenever they run out. */
export class SpeedCurve {
  #points: SpeedPoint[] = [];
  #keepEvery = 1;
  #seen = 0;

  add(seconds: number, progress: RunProgress): void {
    if (!progress.eventsPerSecond) return;
    if (this.#seen++ % this.#keepEvery !== 0) return;
    this.#points.push({ seconds, eventsPerSecond: progress.eventsPerSecond });
    if (this.#points.length < mostPoints) return;
    this.#points = this.#points.filter((_, index) => index % 2 === 0);
    this.#keepEvery *= 2;
  }

  points(): readonly SpeedPoint[] {
    return this.#points;
  }
}
