import { z } from 'zod';

/** Pixels on the desktop. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const Pixels = z.number().int().min(-100_000).max(100_000);

/** How a window was last: its bounds while not maximised, and whether it was. */
export const WindowState = z.object({
  x: Pixels,
  y: Pixels,
  width: Pixels.positive(),
  height: Pixels.positive(),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

/** What a kind of window needs and is given the first time. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
  readonly minWidth: number;
  readonly minHeight: number;
}

/** Where to open a window: without a position, the desktop finds one. */
export interface Placement {
  readonly bounds: Pick<Rectangle, 'width' | 'height'> & Partial<Rectangle>;
  readonly maximised: boolean;
}

// So much of the title bar must be visible that a window can be taken hold of.
const grip = { width: 120, height: 32 };

/**
 * Decides where a window opens: where it last was if it can be reached there, and never larger than the display. A display that is gone, or has become smaller,
 * leaves the window with its size, as far as that fits, in a place that the desktop chooses.
 */
export function placeWindow(
  last: WindowState | undefined,
  workAreas: readonly Rectangle[],
  size: WindowSize,
): Placement {
  const maximised = last?.maximised ?? false;
  const places = last ? workAreas.map(area => ({ ...last, ...fitInto(area, last, size) })) : [];
  const place = places.find((one, index) => isReachable(one, workAreas[index] as Rectangle));
  if (!place) return { bounds: fitInto(workAreas[0], last ?? size, size), maximised };
  const { x, y, width, height } = place;
  return { bounds: { x, y, width, height }, maximised };
}

function isReachable(window: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= grip.width && window.y >= area.y && window.y + grip.height <= area.y + area.height;
}

function fitInto(area: Rectangle | undefined, wanted: Pick<Rectangle, 'width' | 'height'>, least: WindowSize) {
  return {
    width: fit(wanted.width, least.minWidth, area?.width),
    height: fit(wanted.height, least.minHeight, area?.height),
  };
}

function fit(wanted: number, least: number, most = wanted): number {
  return Math.max(least, Math.min(wanted, most));
}
