import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { screenStates } from './peers/states.ts';
import { expect, test } from './scripted-app.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test.use({ contextOptions: { reducedMotion: 'reduce' }, trace: 'off' });
test.setTimeout(40_000);

for (const state of screenStates) {
  test(`${state.name} can be used by everybody`, async ({ hosts, page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await hosts.arrive(page, state);
    expect(await findBarriers(page, builder => builder.withTags(standards))).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    // Darkness changes nothing but colours.
    expect(await findBarriers(page, builder => builder.withRules('color-contrast'))).toEqual([]);
  });
}

async function findBarriers(page: Page, choose: (builder: AxeBuilder) => AxeBuilder): Promise<string[]> {
  const builder = choose(new AxeBuilder({ page }));
  // An open menu belongs to its button, but hangs at the end of the document, outside all landmarks.
  if (await page.getByRole('menu').isVisible()) builder.disableRules('region');
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id} at ${target.join(' ')}: ${html}\n${failureSummary}`),
  );
}
