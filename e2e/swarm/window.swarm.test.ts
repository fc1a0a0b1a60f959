import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { makeWorkplace, type Workplace } from '../../electron/testing/example.ts';
import { findBrowser } from '../../scripts/find-browser.ts';
import { describeNeeding } from '../peers/needs.ts';
import { RunningApp } from '../running-app.ts';
import { type WatchedPage, watchPage } from '../watch-page.ts';
import { type OpenedSwarm, openSwarm } from './swarm-under-test.ts';

const whyNoBrowser = findBrowser() === undefined ? 'there is no Chromium' : undefined;

describeNeeding('the window with a real swarm', [inject('whyNot'), whyNoBrowser], () => {
  let swarm: OpenedSwarm;
  let workplace: Workplace;
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let watched: WatchedPage;
  let clusterId: string;

  beforeAll(async () => {
    swarm = openSwarm();
    workplace = await makeWorkplace('swarm-window');
    app = new RunningApp(workplace);
    await app.start();
    browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(60_000);
    watched = await watchPage(page);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'Parts of the swarm' }).getByRole('link', { name }).click();
  const seen = (text: string | RegExp, milliseconds = 60_000) =>
    page.getByRole('main').getByText(text).first().waitFor({ timeout: milliseconds });

  it('adds it by its socket, and says at the field what is wrong with another', async () => {
    await page.goto(app.link('/clusters'));
    await page.getByRole('button', { name: 'Add a swarm', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Lab');
    const socket = page.getByRole('textbox', { name: 'Docker socket on this computer' });
    await socket.fill('/nowhere.sock');
    await page.getByRole('button', { name: 'Add the swarm' }).click();
    await page.getByText(/Nothing answers at unix:\/\/\/nowhere\.sock/).waitFor();
    expect(await socket.getAttribute('aria-invalid')).toBe('true');
    await socket.fill(swarm.manager.socketPath);
    await page.getByRole('button', { name: 'Add the swarm' }).click();
    await page.waitForURL(/\/clusters\/swarm-/);
    clusterId = new URL(page.url()).pathname.split('/')[2] ?? '';
    // The suite's other files use the same swarm, and so the same passwords.
    writeFileSync(join(workplace.storage, 'swarms', `${clusterId}.secret`), JSON.stringify(swarm.credentials));
  });

  it('sets its stack up, and shows what it is made of', async () => {
    const { settings } = swarm.deployment;
    await tab('Stack');
    await page.getByText('Runners and other images').click();
    const fields = {
      'Simulator image': settings.simulatorImage,
      'Node image': settings.nodeImage,
      'Redis image': settings.redisImage,
      'MongoDB image': settings.mongoImage,
      'Visualizer image': settings.visualizerImage,
      'Registry image': settings.registryImage,
      'Memory of one runner': '512',
      'Runners at most': String(settings.runnerReplicas),
    };
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value ?? '');
    await page.getByRole('button', { name: /^(Set up|Upgrade with these settings)$/ }).click();
    await seen('The stack is being set up');
    await seen('Is ready', 500_000);
    await tab('Nodes');
    for (const { name } of swarm.network.hosts) await page.getByRole('rowheader', { name }).waitFor();
    await tab('Services');
    await page.getByRole('row', { name: /^builder.*Runs/ }).waitFor();
    await page.getByRole('link', { name: 'Log of builder' }).click();
    await page
      .getByRole('region', { name: 'What builder prints' })
      .getByText(/"msg":"ready"/)
      .first()
      .waitFor();
  });

  it('runs a campaign on it, and has its results here', async () => {
    const query = new URLSearchParams({
      folder: workplace.project,
      configuration: 'Quick',
      filter: '0..3',
      cluster: clusterId,
    });
    await page.goto(app.link(`/new?${query}`));
    await page.getByRole('radio', { name: /^Lab/ }).and(page.locator(':checked')).waitFor();
    await page.getByRole('button', { name: 'Run 4 runs' }).click();
    await page.waitForURL(/\/campaigns\/[^/]+$/);
    await page.getByRole('button', { name: '4 finished' }).waitFor({ timeout: 240_000 });
    await seen('all of 4 runs');
    expect(await page.getByRole('grid', { name: 'Runs' }).getByText('Here too').count()).toBe(4);
    await page.getByRole('link', { name: 'Lab' }).click();
    await tab('Disk use');
    await page.getByRole('rowheader', { name: 'Quick' }).waitFor();
  });

  it('shows its own pages in frames', async () => {
    await tab('Visualizer');
    const frame = page.locator('iframe[title="Visualizer of Lab"]');
    await frame.waitFor();
    await expect.poll(() => frame.contentFrame().locator('title').textContent()).toContain('Visualizer');
    await tab('Queue dashboard');
    await page.frameLocator('iframe[title="Queue dashboard of Lab"]').getByText(/build/i).first().waitFor();
    expect(watched.problems()).toEqual([]);
  });
});
