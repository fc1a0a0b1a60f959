import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { screenStates } from './peers/states.ts';
import { expect, test } from './scripted-app.ts';

const folder = join(import.meta.dirname, 'screenshots');
const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 420, height: 800 } } as const;

test.use({ viewport: sizes.wide, contextOptions: { reducedMotion: 'reduce' }, trace: 'off' });

for (const state of screenStates) {
  test(`${state.name} fits its window, wide and narrow, light and dark`, async ({ hosts, page, watched }) => {
    if (state.isStranger) watched.expectOutage();
    await page.emulateMedia({ colorScheme: 'light' });
    await hosts.arrive(page, state);
    await takePicture(page, `${state.name}-wide-light`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await takePicture(page, `${state.name}-wide-dark`);
    await page.setViewportSize(sizes.narrow);
    await expect.poll(() => overflowOf(page)).toBe(0);
    await takePicture(page, `${state.name}-narrow-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await takePicture(page, `${state.name}-narrow-light`);
    await expect(state.shown(page)).toBeAttached();
    expect(watched.problems()).toEqual([]);
  });
}

function takePicture(page: Page, name: string) {
  return page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

// Columns of pixels that a person would have to scroll sideways for, in the page or in its main part.
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const parts = [document.documentElement, document.body, ...document.querySelectorAll('main')];
    return Math.max(...parts.map(part => part.scrollWidth - part.clientWidth));
  });
}
