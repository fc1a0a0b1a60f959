import { expect, test } from './app.ts';

// What the desktop shell's preload does when a menu item, a link or a notice leads the page somewhere: from a world of its own, beside the page's scripts.
const lead = (path: string) =>
  `history.pushState(null, '', ${JSON.stringify(path)}); window.dispatchEvent(new PopStateEvent('popstate', { state: null }));`;

test('the page follows the shell’s lead without being loaded anew', async ({ window, page, context }) => {
  await window.open('/');
  await page.evaluate('window.marked = true');
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const go = (path: string) =>
    session.send('Runtime.evaluate', { contextId: executionContextId, expression: lead(path) });
  await go('/new');
  await expect(page.getByRole('heading', { name: 'New campaign' })).toBeVisible();
  await go('/settings');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'New campaign' })).toBeVisible();
  expect(await page.evaluate('window.marked')).toBe(true);
});
