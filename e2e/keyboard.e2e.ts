import { expect, test } from './app.ts';

test('the whole way is walked with the keyboard alone', async ({ window, page, app }) => {
  await window.open();
  await expect(window.title('Welcome to simswarm')).toBeVisible();
  // A shortcut goes to the form; a path is typed.
  await page.keyboard.press('n');
  await expect(window.title('New campaign')).toBeVisible();
  const path = page.getByRole('textbox', { name: 'Folder of the project' });
  await tabTo(path);
  await page.keyboard.type(app.project);
  await page.keyboard.press('Enter');
  // The configurations are one stop; arrows choose.
  const quick = page.getByRole('radio', { name: /^Quick/ });
  await expect(quick).toBeChecked();
  await tabTo(quick);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Wide/ })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await expect(quick).toBeChecked();
  const filter = page.getByRole('textbox', { name: 'Run filter' });
  await tabTo(filter);
  await page.keyboard.type('$repetition == 0');
  const compile = page.getByRole('button', { name: 'Compile now' });
  await tabTo(compile);
  await page.keyboard.press('Enter');
  const run = page.getByRole('button', { name: 'Run 12 runs' });
  await expect(run).toBeVisible();
  await tabTo(run);
  await page.keyboard.press('Enter');
  await expect(window.phase('Finished')).toBeVisible();
  // The map, a point of it, its run, and back.
  const map = page.getByRole('grid', { name: /^Map of/ });
  await tabTo(map);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(window.runs()).toHaveAttribute('aria-rowcount', '2');
  await tabTo(window.runs());
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(window.drawer()).toContainText('Its results are complete');
  await page.keyboard.press('Escape');
  await expect(window.drawer()).toBeHidden();
  // Anywhere by name.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('clus');
  await page.keyboard.press('Enter');
  await expect(window.title('Clusters')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();

  async function tabTo(target: ReturnType<typeof page.getByRole>): Promise<void> {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 120; presses++) {
      if (await target.evaluate(element => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('Tab does not get there');
  }
});
