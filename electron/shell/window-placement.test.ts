import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow, type Rectangle } from './window-placement.ts';

const laptop: Rectangle = { x: 0, y: 25, width: 1440, height: 875 };
const beside: Rectangle = { x: 1440, y: 0, width: 2560, height: 1400 };
const size = { width: 1280, height: 800, minWidth: 720, minHeight: 480 };

describe('placing a window', () => {
  it('lets the desktop choose the first time, within a small display', () => {
    expect(placeWindow(undefined, [laptop], size)).toEqual({ bounds: { width: 1280, height: 800 }, maximised: false });
    const small = { x: 0, y: 0, width: 1024, height: 700 };
    expect(placeWindow(undefined, [small], size).bounds).toEqual({ width: 1024, height: 700 });
  });

  it('opens where the window last was, on whichever display', () => {
    const last = { x: 2000, y: 100, width: 1600, height: 1200, maximised: true };
    const { maximised: _, ...bounds } = last;
    expect(placeWindow(last, [laptop, beside], size)).toEqual({ bounds, maximised: true });
    const partlyOutside = { x: -300, y: 60, width: 1200, height: 700, maximised: false };
    expect(placeWindow(partlyOutside, [laptop, beside], size).bounds).toMatchObject({ x: -300, y: 60 });
  });

  it('comes back to a display that is there when its own is gone', () => {
    const last = { x: 2000, y: 100, width: 1600, height: 1200, maximised: false };
    expect(placeWindow(last, [laptop], size)).toEqual({ bounds: { width: 1440, height: 875 }, maximised: false });
  });

  it('brings back a title bar that slid out of reach', () => {
    const below = { x: 100, y: 890, width: 1000, height: 700, maximised: false };
    expect(placeWindow(below, [laptop], size).bounds).toEqual({ width: 1000, height: 700 });
    const above = { x: 100, y: -200, width: 1000, height: 700, maximised: false };
    expect(placeWindow(above, [laptop], size).bounds).not.toHaveProperty('y');
  });

  it('is always reachable and never below its least size, whatever was remembered', () => {
    const pixels = fc.integer({ min: -100_000, max: 100_000 });
    const length = fc.integer({ min: 1, max: 100_000 });
    const state = fc.record({ x: pixels, y: pixels, width: length, height: length, maximised: fc.boolean() });
    fc.assert(
      fc.property(state, last => {
        const { bounds } = placeWindow(last, [laptop, beside], size);
        expect(bounds.width).toBeGreaterThanOrEqual(size.minWidth);
        expect(bounds.height).toBeLessThanOrEqual(1400);
        if (bounds.x === undefined || bounds.y === undefined) return;
        const { x, y } = bounds;
        const hold = [laptop, beside].some(
          area =>
            x + bounds.width >= area.x + 120 &&
            x <= area.x + area.width - 120 &&
            y >= area.y &&
            y < area.y + area.height,
        );
        expect(hold).toBe(true);
      }),
    );
  });
});
