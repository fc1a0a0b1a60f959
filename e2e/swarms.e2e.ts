import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { openScriptedHosts } from './peers/scripted-hosts.ts';
import { watchPage } from './watch-page.ts';

const elsewhere = 'http://127.0.0.2:9';

/** The page over swarms in every situation, each test with its own; on real machines it is tried in e2e/swarm. */
const test = base.extend<{ open: (path: string) => Promise<void> }>({
  open: async ({ page }, use) => {
    await using hosts = await openScriptedHosts();
    const watched = await watchPage(page);
    await use(path => hosts.open(page, { scenario: 'swarms' }, path));
    // One test asks for what must be refused.
    expect(watched.problems().filter(problem => !problem.includes(elsewhere))).toEqual([]);
    await page.close();
  },
});

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the swarm' }).getByRole('link', { name });
const badge = (page: Page, text: string) => page.getByRole('main').getByRole('status').filter({ hasText: text });

test('every swarm says how it is and what comes next', async ({ open, page }) => {
  await open('/clusters');
  await expect(card(page, 'Lab machines')).toContainText('41 of 48 slots busy');
  await expect(card(page, 'Old workstation').getByRole('link', { name: 'Set up' })).toBeVisible();
  await expect(card(page, 'Classroom')).toContainText('Making the image that compiles and simulates');
  await expect(card(page, 'Cluster in the basement')).toContainText('dockersamples/visualizer');
  await expect(card(page, 'Cluster on the third floor').getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(card(page, 'Office')).toContainText('could not be set up');
  await card(page, 'At home').getByRole('button', { name: 'Connect' }).click();
  await expect(card(page, 'At home')).toContainText('Connecting');
});

test('a swarm is added by keyboard alone, mistakes are told at their field, and it is set up', async ({
  open,
  page,
}) => {
  await open('/clusters');
  await page.getByRole('button', { name: 'Add a swarm' }).focus();
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await page.keyboard.type('Lab machines');
  await page.keyboard.press('Enter');
  await expect(name).toHaveAccessibleDescription(/already a cluster Lab machines.*another name/i);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Attic');
  await page.keyboard.press('Tab');
  const socket = page.getByRole('textbox', { name: 'Docker socket on this computer' });
  await expect(socket).toHaveValue('/var/run/docker.sock');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('/nowhere.sock');
  await page.keyboard.press('Enter');
  await expect(socket).toHaveAccessibleDescription(/Nothing answers at \/nowhere\.sock/);
  await expect(socket).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('/run/inactive.sock');
  await page.keyboard.press('Enter');
  const initialise = page.getByRole('checkbox', { name: 'Make a swarm of this machine' });
  await expect(page.getByText(/in no swarm yet. Tick this/)).toBeVisible();
  // Where the mistake is, the keyboard is.
  await expect(initialise).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Attic' })).toBeVisible();
  const setUp = page.getByRole('button', { name: 'Set up', exact: true });
  await setUp.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The stack is being set up' })).toBeVisible();
  await expect(badge(page, 'Is ready')).toBeVisible();
});

test('work can be stopped in its middle, and says what that leaves', async ({ open, page }) => {
  await open('/clusters/fresh');
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await expect(page.getByText('Setting up the stack was cancelled')).toBeVisible();
  await expect(badge(page, 'Not set up')).toBeVisible();
});

test('data is only erased by whoever types the name', async ({ open, page }) => {
  await open('/clusters/lab/stack');
  await page.getByRole('button', { name: 'Remove the stack…' }).click();
  await expect(page.getByRole('button', { name: 'Remove the stack', exact: true })).toBeEnabled();
  await page.getByRole('checkbox', { name: 'Also erase its data' }).check();
  const erase = page.getByRole('button', { name: 'Remove the stack and its data' });
  await expect(erase).toBeDisabled();
  await expect(page.getByText(/Results that are only there are lost/)).toBeVisible();
  await page.getByRole('textbox', { name: /type the swarm’s name/ }).fill('Lab machines');
  await erase.click();
  await expect(badge(page, 'Not set up')).toBeVisible();
});

test('nodes, services, tasks and logs are shown natively', async ({ open, page }) => {
  await open('/clusters/limping');
  await expect(page.getByRole('row', { name: /^noether.*Down/ })).toBeVisible();
  await part(page, 'Services').click();
  await expect(page.getByRole('list', { name: 'Problems of visualizer' })).toContainText('port is already allocated');
  await expect(page.getByRole('row', { name: /^runner/ })).toContainText('152 more would start on more nodes');
  await page.getByRole('link', { name: 'Log of builder' }).click();
  await expect(page.getByRole('region', { name: 'What builder prints' })).toContainText('builder line 59');
  await part(page, 'Tasks').click();
  const tasks = page.getByRole('grid', { name: 'Tasks' });
  await expect(tasks).toHaveAttribute('aria-rowcount', '210');
  await page.keyboard.press('/');
  await page.keyboard.type('runner hopper');
  await expect(tasks.getByRole('row').nth(1)).toContainText('hopper');
  await page.getByText('Failed', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Filter tasks by words' }).fill('');
  await expect(tasks).toHaveAttribute('aria-rowcount', '2');
  await expect(tasks).toContainText('non-zero exit (137)');
});

test('what a campaign takes on the swarm is told and freed', async ({ open, page }) => {
  await open('/clusters/lab/disk');
  await expect(page.getByRole('row', { name: /^7f2e41d0.*not known on this computer/ })).toBeVisible();
  await page.getByRole('button', { name: 'Delete there… Wide' }).click();
  await expect(page.getByRole('dialog')).toContainText('Frees 8.41 GB');
  await page.getByRole('button', { name: 'Delete it there' }).click();
  await expect(page.getByText('8.41 GB were freed on the swarm.')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'Wide' })).toHaveCount(0);
});

test('the own pages of a swarm stand in frames, and in windows', async ({ open, page }) => {
  await open('/clusters/lab/visualizer');
  const visualizer = page.locator('iframe[title="Visualizer of Lab machines"]');
  await expect(visualizer.contentFrame().getByRole('heading', { name: 'Visualizer' })).toBeVisible();
  await expect(visualizer).toHaveAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
  await part(page, 'Queue dashboard').click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Open in a window' }).click();
  const popup = await opened;
  const frame = popup.frameLocator('iframe[title="Queue dashboard of Lab machines"]');
  await expect(frame.getByRole('heading', { name: 'Queues' })).toBeVisible();
  await popup.close();
});

test('frames of other places than this computer are refused', async ({ open, page }) => {
  await open('/clusters/lab');
  await expect(badge(page, 'Is ready')).toBeVisible();
  const blocked = await page.evaluate(
    address =>
      new Promise(resolve => {
        document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
        const frame = document.createElement('iframe');
        frame.src = address;
        document.body.append(frame);
      }),
    elsewhere,
  );
  expect(blocked).toBe('frame-src');
});

test('a campaign says where it runs, what is here, and when its swarm is out of reach', async ({ open, page }) => {
  await open('/campaigns/on-lab');
  await expect(page.getByText(/of \d+ runs, 4 being fetched at 11.3 MB\/s, \d+ only on the swarm/)).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Lab machines' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lab machines' })).toBeVisible();
  await open('/campaigns/out-of-reach');
  await expect(page.getByText('Cluster on the third floor is out of reach')).toBeVisible();
  await expect(page.getByText(/Its runs go on there/)).toBeVisible();
});

test('a new campaign goes to a swarm that is ready, and the others say why not', async ({ open, page }) => {
  await open('/new?folder=/home/ada/models/queueing&cluster=lab');
  await expect(page.getByRole('radio', { name: /^Lab machines/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Old workstation It is not set up yet.' })).toBeDisabled();
  await page.getByRole('link', { name: 'Set it up' }).first().click();
  await expect(page.getByRole('heading', { name: 'Set up Old workstation' })).toBeVisible();
});

const states = [
  '/clusters',
  ...['nodes', 'services', 'services/builder', 'tasks', 'disk', 'stack', 'visualizer'].map(
    one => `/clusters/lab/${one}`,
  ),
  ...['fresh', 'fresh/services', 'deploying', 'limping/services', 'lost', 'failed', 'apart', 'none'].map(
    one => `/clusters/${one}`,
  ),
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen of a swarm, ${colorScheme}`, async ({ open, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of states) {
      await open(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
      expect.soft(violations, path).toEqual([]);
    }
  });
}
